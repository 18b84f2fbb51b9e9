package io.exposuremonitor.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertCommandTest {
  private static final String INPUT =
      "inputs.trail: {type: kinesis, streams: 'arn:aws:kinesis:eu-west-1:123456789012:stream/t'}\n";

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v2/alerts",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.createContext("/", this::answerAsAws);
    server.start();
  }

  private void answerAsAws(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    bodies.add(request);
    String answer =
        request.startsWith("{")
            ? "{\"FailedCount\":0,\"SuccessCount\":1,\"FailedFindings\":[]}"
            : "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult>"
                + "</PublishResponse>";
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String config(String routes) throws IOException {
    Path file = folder.resolve("monitor.yml");
    Files.writeString(file, INPUT + routes);
    return file.toString();
  }

  private String alertmanager() {
    return "alerts.wall: {type: alertmanager, url: 'http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/api/v2/alerts'}\n";
  }

  @Test
  void sendsAndResolvesTestAlertOnEveryRoute() throws IOException {
    Ran ran = Ran.run("alert", "test", "--config", config(alertmanager()));
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("wall", "alertmanager", "accepted", "HTTP 200");
    assertThat(bodies).hasSize(2).allMatch(body -> body.contains("Test alert"));
  }

  @Test
  void reportsErrorOfEachRouteAndContinues() throws IOException {
    status = 400;
    Ran ran =
        Ran.run(
            "alert",
            "test",
            "--config",
            config(
                alertmanager()
                    + "alerts.soc: {type: pagerduty, key: 'env:PATH'}\n"
                    + "alerts.unset: {type: pagerduty, key: 'env:NO_SUCH_VARIABLE'}\n"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .containsPattern("wall +alertmanager +FAILED +HTTP 400")
        .containsPattern("soc +pagerduty +FAILED +alerts.soc: the key .* 32 letters and digits")
        .containsPattern("unset +pagerduty +FAILED .* there is no key \\(from env:NO_SUCH")
        .doesNotContain(System.getenv("PATH"));
  }

  /** The SDK's provider chain supplies the credentials; the settings contain none. */
  @Test
  void publishesToATopicAndImportsAFinding() throws IOException {
    System.setProperty("aws.accessKeyId", "AKIAEXAMPLE");
    System.setProperty("aws.secretAccessKey", "never-sent-never-told");
    try {
      String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
      String hub = "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default";
      Ran ran =
          Ran.run(
              "alert",
              "test",
              "--config",
              config(
                  "alerts.hub: {type: security-hub, arn: '%s', url: '%s'}\n"
                          .formatted(hub, endpoint)
                      + "alerts.mail: {type: sns, arn: '%s', url: '%s'}\n"
                          .formatted("arn:aws:sns:eu-west-1:111122223333:exposure", endpoint)));

      assertThat(ran.code()).as(ran.out()).isZero();
      assertThat(ran.out())
          .containsPattern("hub +security-hub +accepted +imported")
          .containsPattern("mail +sns +accepted +published")
          .doesNotContain("never-sent");
      assertThat(bodies).hasSize(4).noneMatch(body -> body.contains("never-sent"));
      assertThat(bodies.get(1)).contains("\"RecordState\":\"ARCHIVED\"");
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  @Test
  void needsNoInputs() throws IOException {
    Path file = Files.writeString(folder.resolve("routes.yml"), alertmanager());
    Ran ran = Ran.run("alert", "test", "--config", file);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).containsPattern("wall +alertmanager +accepted +HTTP 200");
  }

  @Test
  void namesOnlyHostAndPortOfUnreachableRoute() throws IOException {
    int port = server.getAddress().getPort();
    server.stop(0);
    Ran ran =
        Ran.run(
            "alert",
            "test",
            "--config",
            config(
                "alerts.wall: {type: alertmanager,"
                    + " url: 'http://127.0.0.1:%d/hidden/api/v2/alerts'}\n".formatted(port)));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .containsPattern("FAILED   ConnectException: nothing listens at 127.0.0.1:" + port)
        .doesNotContain("hidden", "http:");
  }

  @Test
  void rejectsSettingsWithoutRoutes() throws IOException {
    Ran ran = Ran.run("alert", "test", "--config", config(""));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("no alert route is set", "alert test --help");
  }
}

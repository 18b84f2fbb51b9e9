package io.exposuremonitor.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
    server.start();
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
  void opensAndEndsATestAlertByEveryRoute() throws IOException {
    Ran ran = Ran.run("alert", "test", "--config", config(alertmanager()));
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("wall", "alertmanager", "taken", "HTTP 200");
    assertThat(bodies).hasSize(2).allMatch(body -> body.contains("Test alert"));
  }

  @Test
  void saysWhatIsWrongWithEachRouteAndGoesOn() throws IOException {
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
        .containsPattern("wall +alertmanager +FAILED HTTP 400")
        .containsPattern("soc +pagerduty +FAILED alerts.soc: the key .* 32 letters and digits")
        .containsPattern("unset +pagerduty +FAILED .* there is no key \\(from env:NO_SUCH")
        .doesNotContain(System.getenv("PATH"));
  }

  @Test
  void withoutRoutesThereIsNothingToTest() throws IOException {
    Ran ran = Ran.run("alert", "test", "--config", config(""));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("no alert route is set");
  }
}

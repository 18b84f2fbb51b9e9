package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.connectors.alert.HttpService;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings.IncidentOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus Alertmanager takes an incident, its news and its end. */
@Tag("slow")
class RealAlertmanagerTest {
  private static final String CONFIG =
      """
      route: {receiver: none}
      receivers: [{name: none}]
      """;

  @TempDir private Path folder;
  private @Nullable Process alertmanager;

  @AfterEach
  void stop() {
    if (alertmanager != null) {
      alertmanager.destroyForcibly();
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void takesAnIncidentItsNewsAndItsEnd() throws Exception {
    URI url = start();
    Bodies bodies = new Bodies(new IncidentOptions(Duration.ofHours(24), Optional.empty(), "", ""));
    RouteSettings route =
        new RouteSettings(
            "wall",
            RouteSettings.Type.ALERTMANAGER,
            url,
            "",
            RouteSettings.Aws.NONE,
            Level.LOW,
            List.of(),
            List.of(),
            List.of(),
            0);
    try (HttpService service = HttpService.alertmanager(url)) {
      for (Change change : List.of(Change.OPENED, Change.RAISED)) {
        Level level = change == Change.OPENED ? Level.HIGH : Level.CRITICAL;
        Reply reply =
            service
                .send(bodies.letter(route, ExampleIncidents.incident("id-1", 1, change, level)))
                .join();
        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.DELIVERED);
        JsonNode active = active(url);
        assertThat(active).hasSize(1);
        assertThat(active.at("/0/labels/incident").textValue()).isEqualTo("id-1");
        assertThat(active.at("/0/annotations/level").textValue())
            .isEqualTo(level == Level.HIGH ? "high" : "critical");
      }
      service
          .send(
              bodies.letter(
                  route, ExampleIncidents.incident("id-1", 3, Change.RESOLVED, Level.CRITICAL)))
          .join();
      assertThat(active(url)).isEmpty();
    }
  }

  private static JsonNode active(URI url) throws IOException, InterruptedException {
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body());
  }

  private URI start() throws Exception {
    Optional<Path> binary = binary();
    assumeTrue(
        binary.isPresent(),
        "NOT TESTED against a real Alertmanager: neither alertmanager nor prometheus-alertmanager is"
            + " on the PATH (Debian: apt-get install prometheus-alertmanager)");
    Path config = Files.writeString(folder.resolve("alertmanager.yml"), CONFIG);
    int port = freePort();
    alertmanager =
        new ProcessBuilder(
                binary.orElseThrow().toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    URI url = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
    while (!answers(url)) {
      assertThat(alertmanager.isAlive()).as("Alertmanager runs").isTrue();
      Thread.sleep(50);
    }
    return url;
  }

  private static boolean answers(URI url) throws InterruptedException {
    try {
      return active(url).isArray();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Optional<Path> binary() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(
            folder ->
                Stream.of("alertmanager", "prometheus-alertmanager")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

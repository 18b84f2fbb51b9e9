package io.exposuremonitor.job.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Measured;
import io.exposuremonitor.job.metrics.DomainMetrics;
import io.exposuremonitor.job.metrics.MetricsEndpoint;
import io.exposuremonitor.job.settings.RemoteWriteOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus is written to, and scrapes, and has the same. */
@Tag("slow")
class RealPrometheusTest {
  private static final String CONFIG =
      """
      global: {scrape_interval: 1s}
      scrape_configs:
        - job_name: scraped
          static_configs: [{targets: ['%s']}]
      """;

  @TempDir private Path folder;
  private @Nullable Process prometheus;

  @AfterEach
  void stop() {
    if (prometheus != null) {
      prometheus.destroyForcibly();
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void hasWhatIsWrittenAndWhatItScrapes() throws Exception {
    try (MetricsEndpoint endpoint = MetricsEndpoint.open("127.0.0.1", 0)) {
      int port = start(endpoint.url().getAuthority());
      URI write = URI.create("http://127.0.0.1:" + port + "/api/v1/write");
      List<Outlet> outlets =
          new Outlets(
                  -1,
                  "",
                  new RemoteWriteOptions(
                      write,
                      Map.of(),
                      "",
                      "",
                      Duration.ofSeconds(1),
                      Map.of("job", "exposure-monitor")))
              .open(new UnregisteredMetricsGroup());
      try {
        tell(outlets, incident(), delays(), findings(5));

        for (String job : List.of("exposure-monitor", "scraped")) {
          await(port, "exposure_findings_total{job=\"%s\",level=\"high\"}".formatted(job), "5");
          await(port, "exposure_incident_risk_score{job=\"%s\"}".formatted(job), "77");
          await(
              port,
              "histogram_quantile(0.5, exposure_event_delivery_delay_seconds_bucket{job=\"%s\"})"
                  .formatted(job),
              "7.5");
        }

        tell(outlets, delays(), findings(6));

        for (String job : List.of("exposure-monitor", "scraped")) {
          await(port, "exposure_findings_total{job=\"%s\",level=\"high\"}".formatted(job), "6");
          // Within seconds, and not after the five minutes that Prometheus looks back.
          await(port, "exposure_incident_risk_score{job=\"%s\"}".formatted(job), "");
        }
      } finally {
        outlets.forEach(Outlet::close);
      }
      assertThat(DomainMetrics.OF_PROCESS.collect()).isEmpty();
    }
  }

  private static void tell(List<Outlet> outlets, Measured... all) {
    outlets.forEach(outlet -> outlet.tell(List.of(all), 0));
  }

  private static Measured findings(int count) {
    return new Measured(
        DomainMetric.FINDINGS,
        List.of("bulk-read", "bulk-read.table-scan", "high"),
        count,
        new long[0]);
  }

  private static Measured incident() {
    return new Measured(DomainMetric.INCIDENT_RISK_SCORE, List.of("5f0c4a4e"), 77, new long[0]);
  }

  /** Both between five and ten seconds. */
  private static Measured delays() {
    double[] bounds = DomainMetric.DELIVERY_DELAY.buckets();
    long[] counts = new long[bounds.length + 1];
    counts[Arrays.binarySearch(bounds, 10)] = 2;
    return new Measured(DomainMetric.DELIVERY_DELAY, List.of("trail"), 14, counts);
  }

  private int start(String target) throws Exception {
    Path binary = binary();
    assumeTrue(
        binary != null,
        "NOT TESTED against a real Prometheus: prometheus is not on the PATH (Debian: apt-get install"
            + " prometheus)");
    Path config = Files.writeString(folder.resolve("prometheus.yml"), CONFIG.formatted(target));
    int port = freePort();
    prometheus =
        new ProcessBuilder(
                String.valueOf(binary),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (!answers(port)) {
      assertThat(prometheus.isAlive()).as("Prometheus runs").isTrue();
      Thread.sleep(50);
    }
    return port;
  }

  private static boolean answers(int port) throws InterruptedException {
    try {
      return query(port, "vector(1)").equals("1");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void await(int port, String query, String value) throws Exception {
    while (!query(port, query).equals(value)) {
      Thread.sleep(100);
    }
  }

  /** The value of the only series, or empty when there is none. */
  private static String query(int port, String query) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    JsonNode answer =
        new ObjectMapper()
            .readTree(
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(
                                URI.create(
                                    "http://127.0.0.1:" + port + "/api/v1/query?query=" + encoded))
                            .build(),
                        BodyHandlers.ofString())
                    .body());
    return answer.at("/data/result/0/value/1").asText();
  }

  private static @Nullable Path binary() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "prometheus"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

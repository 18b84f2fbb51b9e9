package io.exposuremonitor.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.stream.StreamMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {
  private static final String LOOPBACK = "127.0.0.1";

  @Test
  void servesMetricsOfProcess() throws Exception {
    MetricsReporter reporter = new MetricsReporter(PrometheusRegistry.defaultRegistry);
    reporter.open(new MetricConfig());
    reporter.notifyOfAddedMetric(
        (Gauge<Integer>) () -> 3, "numRestarts", new UnregisteredMetricsGroup());
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(LOOPBACK, 0)) {
      HttpResponse<String> response = get(endpoint);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("exposure_engine_restarts_total 3.0");
    } finally {
      reporter.close();
    }
  }

  /** Nothing else tells of a process that ends and is started again, for ever. */
  @Test
  void tellsWhenProcessStarted() throws Exception {
    DomainMetrics.OF_PROCESS.hide(this);
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(LOOPBACK, 0)) {
      double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1_000.0;

      assertThat(get(endpoint).body())
          .contains("exposure_process_started_timestamp_seconds " + started + '\n');
    }
  }

  @Test
  void hidesCauseOfFailingMetric() throws Exception {
    MetricsReporter reporter = new MetricsReporter(PrometheusRegistry.defaultRegistry);
    reporter.open(new MetricConfig());
    Gauge<Integer> broken =
        () -> {
          throw new IllegalStateException("a secret");
        };
    reporter.notifyOfAddedMetric(broken, "numRestarts", new UnregisteredMetricsGroup());
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(LOOPBACK, 0)) {
      HttpResponse<String> response = get(endpoint);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).doesNotContain("secret", StreamMetrics.class.getPackageName());
    } finally {
      reporter.close();
    }
  }

  @Test
  void namesPortThatIsTaken() throws IOException {
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(LOOPBACK, 0)) {
      assertThatThrownBy(() -> MetricsEndpoint.open(LOOPBACK, endpoint.url().getPort()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("can't serve metrics at 127.0.0.1:" + endpoint.url().getPort());
    }
  }

  private static HttpResponse<String> get(MetricsEndpoint endpoint) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(endpoint.url()).build(), HttpResponse.BodyHandlers.ofString());
  }
}

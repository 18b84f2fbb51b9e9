package io.exposuremonitor.job.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Measured;
import io.exposuremonitor.job.metrics.DomainMetrics;
import io.exposuremonitor.job.metrics.MetricsEndpoint;
import io.exposuremonitor.job.settings.RemoteWriteOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Remote writes to a real Prometheus and scrapes by it yield the same. */
@Tag("slow")
class RealPrometheusTest {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void storesRemoteWritesAndScrapesAlike() throws Exception {
    assumeTrue(LocalPrometheus.missing().isEmpty(), () -> LocalPrometheus.missing().orElse(""));
    try (MetricsEndpoint endpoint = MetricsEndpoint.open("127.0.0.1", 0);
        LocalPrometheus prometheus = LocalPrometheus.start(folder, endpoint.url().getAuthority())) {
      List<Exporter> exporters =
          new Exporters(
                  -1,
                  "",
                  new RemoteWriteOptions(
                      prometheus.write(),
                      Map.of(),
                      "",
                      "",
                      Duration.ofSeconds(1),
                      Map.of("job", "exposure-monitor")))
              .open(new UnregisteredMetricsGroup());
      try {
        export(exporters, incident(), delays(), findings(5));

        for (String job : List.of("exposure-monitor", "scraped")) {
          prometheus.await(
              "exposure_findings_total{job=\"%s\",level=\"high\"}".formatted(job), "5");
          prometheus.await("exposure_incident_risk_score{job=\"%s\"}".formatted(job), "77");
          prometheus.await(
              "histogram_quantile(0.5, exposure_event_delivery_delay_seconds_bucket{job=\"%s\"})"
                  .formatted(job),
              "7.5");
        }

        export(exporters, delays(), findings(6));

        for (String job : List.of("exposure-monitor", "scraped")) {
          prometheus.await(
              "exposure_findings_total{job=\"%s\",level=\"high\"}".formatted(job), "6");
          // Within seconds, and not after the five minutes that Prometheus looks back.
          prometheus.await("exposure_incident_risk_score{job=\"%s\"}".formatted(job), "");
        }
      } finally {
        exporters.forEach(Exporter::close);
      }
      assertThat(DomainMetrics.OF_PROCESS.collect()).isEmpty();
    }
  }

  private static void export(List<Exporter> exporters, Measured... all) {
    exporters.forEach(exporter -> exporter.export(List.of(all), 0));
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
}

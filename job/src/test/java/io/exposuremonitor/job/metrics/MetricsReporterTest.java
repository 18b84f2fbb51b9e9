package io.exposuremonitor.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.stream.StreamMetrics;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsReporterTest {
  private static final MetricGroup TRAIL = new Group(Map.of("<operator_name>", "Source: trail"));

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final MetricsReporter reporter = new MetricsReporter(registry);

  /** A group whose variables are set, as the engine sets those of operators. */
  private static final class Group extends UnregisteredMetricsGroup {
    private final Map<String, String> variables;

    Group(Map<String, String> variables) {
      this.variables = variables;
    }

    @Override
    public Map<String, String> getAllVariables() {
      return variables;
    }
  }

  @BeforeEach
  void open() {
    reporter.open(new MetricConfig());
  }

  @Test
  void sumsCountersOfSubtasksAndCoordinator() throws IOException {
    counter(TRAIL, StreamMetrics.THROTTLED_READS, 3);
    counter(
        new Group(Map.of("<operator_name>", "Source: trail -> intake trail")),
        StreamMetrics.THROTTLED_READS,
        4);
    counter(new Group(Map.of("<operator_name>", "Source: other")), "throttledReads", 1);

    assertThat(scraped())
        .contains(
            "exposure_source_throttled_reads_total{source=\"trail\"} 7.0",
            "exposure_source_throttled_reads_total{source=\"other\"} 1.0",
            "# TYPE exposure_source_throttled_reads_total counter");
  }

  @Test
  void keepsCountersMonotonicWhenTasksRestart() throws IOException {
    SimpleCounter first = counter(TRAIL, StreamMetrics.RECORDS_IN, 10);
    counter(TRAIL, StreamMetrics.RECORDS_IN, 5);
    reporter.notifyOfRemovedMetric(first, StreamMetrics.RECORDS_IN, TRAIL);
    first.inc(100);
    assertThat(scraped()).contains("exposure_source_records_total{source=\"trail\"} 15.0");

    counter(TRAIL, StreamMetrics.RECORDS_IN, 2);

    assertThat(scraped()).contains("exposure_source_records_total{source=\"trail\"} 17.0");
  }

  @Test
  void reportsMaximumAgeInSecondsAndSumOfShards() throws IOException {
    gauge(StreamMetrics.DISCOVERY_AGE, 1_500L);
    gauge(StreamMetrics.DISCOVERY_AGE, 500L);
    gauge(StreamMetrics.STALLED_SHARDS, 1);
    gauge(StreamMetrics.STALLED_SHARDS, 2);

    assertThat(scraped())
        .contains(
            "exposure_source_discovery_age_seconds{source=\"trail\"} 1.5",
            "exposure_source_stalled_shards{source=\"trail\"} 3.0",
            "# TYPE exposure_source_stalled_shards gauge");
  }

  @Test
  void omitsRemovedMetrics() throws IOException {
    Gauge<Integer> open = gauge(StreamMetrics.OPEN_SHARDS, 4);
    reporter.notifyOfRemovedMetric(open, StreamMetrics.OPEN_SHARDS, TRAIL);

    assertThat(scraped()).noneMatch(line -> line.startsWith("exposure_source_open_shards{"));
  }

  @Test
  void reportsBusiestSubtaskOfEachTask() throws IOException {
    Group task = new Group(Map.of("<task_name>", "incidents", "<task_attempt_id>", "of no use"));
    for (double busy : new double[] {120, 480, Double.NaN}) {
      reporter.notifyOfAddedMetric((Gauge<Double>) () -> busy, "busyTimeMsPerSecond", task);
    }

    assertThat(scraped())
        .contains("flink_taskmanager_job_task_busyTimeMsPerSecond{task_name=\"incidents\"} 480.0");
  }

  @Test
  void omitsDurationOfMissingCheckpoint() throws IOException {
    reporter.notifyOfAddedMetric(
        (Gauge<Long>) () -> -1L, "lastCheckpointDuration", new Group(Map.of()));

    assertThat(scraped()).noneMatch(line -> line.startsWith("flink_jobmanager"));
  }

  @Test
  void ignoresOtherEngineMetrics() throws IOException {
    counter(TRAIL, "numRecordsOut", 1);
    counter(new Group(Map.of("<operator_name>", "episodes")), StreamMetrics.RECORDS_IN, 1);

    assertThat(scraped()).isEmpty();
  }

  @Test
  void unregistersWhenEngineStops() throws IOException {
    counter(TRAIL, StreamMetrics.RECORDS_IN, 10);

    reporter.close();

    assertThat(scraped()).isEmpty();
  }

  private SimpleCounter counter(MetricGroup group, String name, long count) {
    SimpleCounter counter = new SimpleCounter();
    counter.inc(count);
    reporter.notifyOfAddedMetric(counter, name, group);
    return counter;
  }

  private <N extends Number> Gauge<N> gauge(String name, N value) {
    Gauge<N> gauge = () -> value;
    reporter.notifyOfAddedMetric(gauge, name, TRAIL);
    return gauge;
  }

  private List<String> scraped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

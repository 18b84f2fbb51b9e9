package io.exposuremonitor.job.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.remotewrite.TimeSeries;
import io.exposuremonitor.connectors.remotewrite.TimeSeries.Label;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Measured;
import io.exposuremonitor.job.metrics.DomainMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SnapshotSeriesTest {
  private final DomainMetrics metrics = new DomainMetrics();
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void matchesSeriesOfScrape() {
    long[] counts = new long[DomainMetric.DELIVERY_DELAY.buckets().length + 1];
    counts[0] = 2;
    counts[counts.length - 1] = 1;
    registry.register(metrics);
    metrics.show(
        this,
        List.of(
            new Measured(DomainMetric.TABLE_CALLS, List.of("orders", "scan"), 3, new long[0]),
            new Measured(DomainMetric.INCIDENTS_OPEN, List.of("high"), 1, new long[0]),
            new Measured(DomainMetric.DELIVERY_DELAY, List.of("trail"), 99_999.5, counts)));

    Map<String, Double> series = series();

    assertThat(series)
        .containsEntry("exposure_table_calls_total{job=monitor,kind=scan,table=orders}", 3.0)
        .containsEntry("exposure_incidents_open{job=monitor,level=high}", 1.0)
        .containsEntry(
            "exposure_event_delivery_delay_seconds_bucket{job=monitor,le=1.0,source=trail}", 2.0)
        .containsEntry(
            "exposure_event_delivery_delay_seconds_bucket{job=monitor,le=86400.0,source=trail}",
            2.0)
        .containsEntry(
            "exposure_event_delivery_delay_seconds_bucket{job=monitor,le=+Inf,source=trail}", 3.0)
        .containsEntry("exposure_event_delivery_delay_seconds_count{job=monitor,source=trail}", 3.0)
        .containsEntry(
            "exposure_event_delivery_delay_seconds_sum{job=monitor,source=trail}", 99_999.5);
  }

  @Test
  void metricLabelOverridesCommonLabel() {
    registry.register(metrics);
    metrics.show(
        this, List.of(new Measured(DomainMetric.INCIDENTS_OPEN, List.of("high"), 1, new long[0])));

    List<TimeSeries> all =
        SnapshotSeries.of(registry.scrape(), List.of(new Label("level", "any")), 7);

    assertThat(all).hasSize(1);
    assertThat(all.get(0).labels()).contains(new Label("level", "high"));
    assertThat(all.get(0).time()).isEqualTo(7);
  }

  @Test
  void showsLatestOwnerAndNothingAfterAllAreHidden() {
    registry.register(metrics);
    Object first = new Object();
    Object second = new Object();
    metrics.show(
        first, List.of(new Measured(DomainMetric.INCIDENTS_OPEN, List.of("low"), 1, new long[0])));
    metrics.show(
        second, List.of(new Measured(DomainMetric.INCIDENTS_OPEN, List.of("low"), 2, new long[0])));
    metrics.show(
        first, List.of(new Measured(DomainMetric.INCIDENTS_OPEN, List.of("low"), 3, new long[0])));

    assertThat(series()).containsEntry("exposure_incidents_open{job=monitor,level=low}", 2.0);

    metrics.hide(second);
    metrics.hide(first);
    assertThat(series()).isEmpty();
  }

  private Map<String, Double> series() {
    Map<String, Double> values = new TreeMap<>();
    for (TimeSeries timeSeries :
        SnapshotSeries.of(registry.scrape(), List.of(new Label("job", "monitor")), 1)) {
      String name = timeSeries.labels().get(0).value();
      String labels =
          timeSeries.labels().stream()
              .skip(1)
              .map(label -> label.name() + '=' + label.value())
              .collect(Collectors.joining(","));
      values.put(name + '{' + labels + '}', timeSeries.value());
    }
    return values;
  }
}

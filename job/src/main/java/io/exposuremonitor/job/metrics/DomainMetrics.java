package io.exposuremonitor.job.metrics;

import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.measure.Measured;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The domain's metrics as last reported, for the registry of the Prometheus client. A restarted
 * task shows its own before its predecessor's are hidden; the newer ones win. Thread-safe.
 */
public final class DomainMetrics implements MultiCollector {
  private static final double MILLIS_PER_SECOND = 1_000;

  /** The only trace of a process that ends again and again, since its counters begin anew. */
  private static final MetricSnapshot PROCESS_STARTED =
      GaugeSnapshot.builder()
          .name("exposure_process_started_timestamp_seconds")
          .help("When the process that serves these metrics started.")
          .dataPoint(
              GaugeDataPointSnapshot.builder()
                  .value(ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS_PER_SECOND)
                  .build())
          .build();

  /** The metrics of this process, in the client's default registry. */
  public static final DomainMetrics OF_PROCESS = registered();

  private final Map<Object, List<Measured>> shown =
      Collections.synchronizedMap(new LinkedHashMap<>());

  private static DomainMetrics registered() {
    DomainMetrics metrics = new DomainMetrics();
    PrometheusRegistry.defaultRegistry.register(metrics);
    PrometheusRegistry.defaultRegistry.register(() -> PROCESS_STARTED);
    return metrics;
  }

  /**
   * Shows all present values.
   *
   * @param owner the task that they belong to
   */
  public void show(Object owner, List<Measured> all) {
    shown.put(owner, all);
  }

  /** Stops showing an owner's values. */
  public void hide(Object owner) {
    shown.remove(owner);
  }

  private List<Measured> newest() {
    synchronized (shown) {
      List<Measured> newest = List.of();
      for (List<Measured> all : shown.values()) {
        newest = all;
      }
      return newest;
    }
  }

  @Override
  public MetricSnapshots collect() {
    Map<DomainMetric, List<Measured>> byMetric = new EnumMap<>(DomainMetric.class);
    newest()
        .forEach(
            one -> byMetric.computeIfAbsent(one.metric(), added -> new ArrayList<>()).add(one));
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    byMetric.forEach((metric, series) -> all.metricSnapshot(snapshot(metric, series)));
    return all.build();
  }

  private static MetricSnapshot snapshot(DomainMetric metric, List<Measured> series) {
    return switch (metric.kind()) {
      case COUNTER -> counter(metric, series);
      case GAUGE, LARGEST, AGE, DISTINCT -> gauge(metric, series);
      case HISTOGRAM -> histogram(metric, series);
    };
  }

  private static MetricSnapshot counter(DomainMetric metric, List<Measured> series) {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder().name(metric.shownName()).help(metric.help());
    series.forEach(
        one ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels(one)).value(one.value()).build()));
    return counter.build();
  }

  private static MetricSnapshot gauge(DomainMetric metric, List<Measured> series) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder().name(metric.shownName()).help(metric.help());
    series.forEach(
        one ->
            gauge.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels(one)).value(one.value()).build()));
    return gauge.build();
  }

  private static MetricSnapshot histogram(DomainMetric metric, List<Measured> series) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder().name(metric.shownName()).help(metric.help());
    double[] bounds = metric.buckets();
    double[] upper = Arrays.copyOf(bounds, bounds.length + 1);
    upper[bounds.length] = Double.POSITIVE_INFINITY;
    List<Double> boundaries = Arrays.stream(upper).boxed().toList();
    series.forEach(
        one ->
            histogram.dataPoint(
                HistogramDataPointSnapshot.builder()
                    .labels(labels(one))
                    .classicHistogramBuckets(
                        ClassicHistogramBuckets.of(
                            boundaries, Arrays.stream(one.counts()).boxed().toList()))
                    .sum(one.value())
                    .build()));
    return histogram.build();
  }

  private static Labels labels(Measured one) {
    return Labels.of(one.metric().labels(), one.labels());
  }
}

package io.exposuremonitor.job.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;

/**
 * Puts the engine's metrics into a registry of the Prometheus client: those that {@link
 * ShownMetric} names, added up over subtasks. Thread-safe: the engine reports metrics on its
 * threads, and the registry asks on those of an endpoint.
 */
final class MetricsReporter implements MetricReporter, MultiCollector {
  private static final String OPERATOR = "<operator_name>";
  private static final String SOURCE_OPERATOR = "Source: ";
  private static final String NEXT_OPERATOR = " -> ";

  private final PrometheusRegistry registry;
  private final Map<ShownMetric, Map<Labels, Series>> shown = new EnumMap<>(ShownMetric.class);

  MetricsReporter(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void open(MetricConfig config) {
    registry.register(this);
  }

  @Override
  public void close() {
    registry.unregister(this);
  }

  @Override
  public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    ShownMetric what = ShownMetric.ofEngine(name);
    Labels labels = what == null ? null : labels(what, group);
    if (what != null && labels != null) {
      shown
          .computeIfAbsent(what, any -> new TreeMap<>())
          .computeIfAbsent(labels, any -> new Series(what.kind()))
          .add(metric);
    }
  }

  @Override
  public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    ShownMetric what = ShownMetric.ofEngine(name);
    if (what != null) {
      shown.getOrDefault(what, Map.of()).values().forEach(series -> series.remove(metric));
    }
  }

  /** Null when the metric does not belong to this group. */
  private static @Nullable Labels labels(ShownMetric what, MetricGroup group) {
    Map<String, String> variables = group.getAllVariables();
    String[] values = new String[what.labels().size()];
    for (int i = 0; i < values.length; i++) {
      String label = what.labels().get(i);
      String value = variables.get('<' + label + '>');
      if (value == null && label.equals(ShownMetric.SOURCE)) {
        value = source(variables.getOrDefault(OPERATOR, ""));
      }
      if (value == null) {
        return null;
      }
      values[i] = value;
    }
    return Labels.of(what.labels().toArray(String[]::new), values);
  }

  /**
   * The engine names the operator of a source after the input, and its coordinator after the whole
   * chain.
   */
  private static @Nullable String source(String operator) {
    if (!operator.startsWith(SOURCE_OPERATOR)) {
      return null;
    }
    String chain = operator.substring(SOURCE_OPERATOR.length());
    int next = chain.indexOf(NEXT_OPERATOR);
    return next < 0 ? chain : chain.substring(0, next);
  }

  @Override
  public synchronized MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    shown.forEach((what, bySeries) -> all.metricSnapshot(snapshot(what, bySeries)));
    return all.build();
  }

  private static MetricSnapshot snapshot(ShownMetric what, Map<Labels, Series> series) {
    if (what.kind() == ShownMetric.Kind.COUNTER) {
      CounterSnapshot.Builder counter =
          CounterSnapshot.builder().name(what.shownName()).help(what.help());
      series.forEach(
          (labels, part) ->
              counter.dataPoint(
                  CounterSnapshot.CounterDataPointSnapshot.builder()
                      .labels(labels)
                      .value(part.value())
                      .build()));
      return counter.build();
    }
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(what.shownName()).help(what.help());
    series.forEach(
        (labels, part) -> {
          if (!part.isEmpty()) {
            gauge.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(part.value())
                    .build());
          }
        });
    return gauge.build();
  }
}

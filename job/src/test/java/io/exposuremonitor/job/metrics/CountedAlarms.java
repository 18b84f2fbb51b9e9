package io.exposuremonitor.job.metrics;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;

/** A metric group that shows a test its counters and gauges, whatever their subgroup. */
public final class CountedAlarms extends UnregisteredMetricsGroup implements OperatorMetricGroup {
  private final Map<String, Counter> counters = new HashMap<>();
  private final Map<String, Gauge<?>> gauges = new HashMap<>();

  /** A counter's value, by its name. */
  public long count(String name) {
    return counters.get(name).getCount();
  }

  /** A gauge's value, by its name. */
  public @Nullable Object shown(String name) {
    return gauges.get(name).getValue();
  }

  @Override
  public MetricGroup addGroup(String name) {
    return this;
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return this;
  }

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(name, any -> new SimpleCounter());
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    gauges.put(name, gauge);
    return gauge;
  }

  @Override
  public OperatorIOMetricGroup getIOMetricGroup() {
    throw new UnsupportedOperationException("not asked for");
  }
}

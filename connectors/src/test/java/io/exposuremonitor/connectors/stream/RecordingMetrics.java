package io.exposuremonitor.connectors.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group that records its metrics; those of sub-groups are found by their labels. */
final class RecordingMetrics extends UnregisteredMetricsGroup {
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Gauge<?>> gauges = new ConcurrentHashMap<>();

  long count(String name) {
    return counters.get(name).getCount();
  }

  long value(String name) {
    return ((Number) gauges.get(name).getValue()).longValue();
  }

  boolean has(String name) {
    return counters.containsKey(name) || gauges.containsKey(name);
  }

  @Override
  public <C extends Counter> C counter(String name, C counter) {
    counters.put(name, counter);
    return counter;
  }

  @Override
  public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
    gauges.put(name, gauge);
    return gauge;
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return new Labelled(key + '=' + value + ' ');
  }

  private final class Labelled extends UnregisteredMetricsGroup {
    private final String labels;

    Labelled(String labels) {
      this.labels = labels;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      return RecordingMetrics.this.gauge(labels + name, gauge);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Labelled(labels + key + '=' + value + ' ');
    }
  }
}

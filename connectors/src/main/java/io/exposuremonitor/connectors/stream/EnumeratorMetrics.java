package io.exposuremonitor.connectors.stream;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The enumerator's metrics; names in {@link StreamMetrics}. Gauges are set on the coordinator's
 * thread and read on any.
 */
final class EnumeratorMetrics {
  private final CallCounters calls;
  private volatile int open;
  private volatile int unassigned;
  private volatile int holes;
  private volatile long listedAt;

  /**
   * @param wallMillis epoch milliseconds
   */
  EnumeratorMetrics(MetricGroup group, LongSupplier wallMillis) {
    calls = new CallCounters(group);
    listedAt = wallMillis.getAsLong();
    group.gauge(StreamMetrics.OPEN_SHARDS, (Gauge<Integer>) () -> open);
    group.gauge(StreamMetrics.UNASSIGNED_SHARDS, (Gauge<Integer>) () -> unassigned);
    group.gauge(StreamMetrics.UNCOVERED_HASH_RANGE, (Gauge<Integer>) () -> holes);
    group.gauge(StreamMetrics.DISCOVERY_AGE, (Gauge<Long>) () -> wallMillis.getAsLong() - listedAt);
  }

  CallCounters calls() {
    return calls;
  }

  void shards(int assigned, int waiting) {
    open = assigned + waiting;
    unassigned = waiting;
  }

  void holes(int confirmed) {
    holes = confirmed;
  }

  /**
   * @param millis time of the oldest of the streams' last complete listings, epoch milliseconds
   */
  void listedAt(long millis) {
    listedAt = millis;
  }
}

package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.failure.FailureLog;
import io.exposuremonitor.connectors.stream.StreamEvents.Count;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts failures of calls. A service reports the failures that it handles itself; the source
 * counts the exceptions that the service throws, so that nothing is counted twice. Thread-safe.
 */
public final class CallCounters {
  private static final Logger LOG = LoggerFactory.getLogger(ShardedStreamSource.class);

  private final FailureLog failures = new FailureLog(LOG);
  private final Map<Count, Counter> counters = new EnumMap<>(Count.class);
  private final Counter gaps;

  /**
   * @param group receives the counters, named as in {@link StreamMetrics}
   */
  public CallCounters(MetricGroup group) {
    for (Count count : Count.values()) {
      counters.put(count, counter(group, name(count)));
    }
    gaps = counter(group, StreamMetrics.COVERAGE_GAPS);
  }

  static Counter counter(MetricGroup group, String name) {
    return group.counter(name, new ThreadSafeSimpleCounter());
  }

  /** Counts one more event. */
  public void count(Count what) {
    Counter counter = counters.get(what);
    if (counter != null) {
      counter.inc();
    }
  }

  /** Counts and logs a call that failed temporarily. */
  public void failed(StreamException error) {
    count(
        switch (error.kind()) {
          case THROTTLED -> Count.THROTTLED_READS;
          case DENIED -> Count.DENIED_CALLS;
          case RETRYABLE, GONE, PERMANENT -> Count.RETRIED_CALLS;
        });
    failures.failedBy(error);
  }

  /** Counts a gap. */
  public void gap() {
    gaps.inc();
  }

  private static String name(Count count) {
    return switch (count) {
      case THROTTLED_READS -> StreamMetrics.THROTTLED_READS;
      case EXPIRED_ITERATORS -> StreamMetrics.EXPIRED_ITERATORS;
      case RESUBSCRIBES -> StreamMetrics.RESUBSCRIBES;
      case DEAGGREGATION_FAILURES -> StreamMetrics.DEAGGREGATION_FAILURES;
      case RETRIED_CALLS -> StreamMetrics.RETRIED_CALLS;
      case DENIED_CALLS -> StreamMetrics.DENIED_CALLS;
    };
  }
}

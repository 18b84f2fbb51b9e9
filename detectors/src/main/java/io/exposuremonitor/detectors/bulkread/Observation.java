package io.exposuremonitor.detectors.bulkread;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one analytic saw in all the windows that crossed its line: every number at its highest, so
 * it doesn't matter which window was looked at first. Not thread-safe.
 */
final class Observation {
  private final Map<String, Long> counts = new TreeMap<>();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private boolean confident;
  private long magnitude;

  /** Notes a number; numbers below one are left out. */
  void count(String name, long value) {
    if (value > 0) {
      counts.merge(name, value, Math::max);
    }
  }

  /** Notes when it happened, epoch milliseconds. */
  void time(long first, long last) {
    start = Math.min(start, first);
    end = Math.max(end, last);
  }

  void confident(boolean sure) {
    confident |= sure;
  }

  void magnitude(long value) {
    magnitude = Math.max(magnitude, value);
  }

  Map<String, Long> counts() {
    return counts;
  }

  long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  boolean confident() {
    return confident;
  }

  long magnitude() {
    return magnitude;
  }
}

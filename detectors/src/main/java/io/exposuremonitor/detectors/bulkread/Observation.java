package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one analytic saw in all the windows that crossed its line: every number at its highest, so
 * it doesn't matter which window was looked at first. Not thread-safe.
 */
final class Observation {
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<EventReference> events = new ArrayList<>();
  private final Map<String, String> facts = new TreeMap<>();
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

  /** Notes a name; of several, the one that sorts first stays. */
  void fact(String name, String value) {
    facts.merge(name, value, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }

  /** Notes events that stand for a window. */
  void events(List<EventReference> some) {
    events.addAll(some);
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

  /** What a signal says of all this. */
  Evidence evidence() {
    return new Evidence(counts, facts, EventReference.sample(events));
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

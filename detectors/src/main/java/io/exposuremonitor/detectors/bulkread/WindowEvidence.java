package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The evidence of one analytic over all windows that reached its threshold: the maximum of every
 * number, so the order of windows doesn't matter. Not thread-safe.
 */
final class WindowEvidence {
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<EventReference> events = new ArrayList<>();
  private final Map<String, String> facts = new TreeMap<>();
  private long start = Long.MAX_VALUE;
  private long end = Long.MIN_VALUE;
  private boolean confident;
  private long magnitude;

  /** Records a number; numbers below one are omitted. */
  void count(String name, long value) {
    if (value > 0) {
      counts.merge(name, value, Math::max);
    }
  }

  /** Records a name; of several, the first in natural order is kept. */
  void fact(String name, String value) {
    facts.merge(name, value, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }

  /** Adds a sample of a window's events. */
  void events(List<EventReference> some) {
    events.addAll(some);
  }

  /** Extends the period, epoch milliseconds. */
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

  /** The evidence for a signal. */
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

  Signal.Confidence confidence() {
    return confident ? Signal.Confidence.HIGH : Signal.Confidence.MEDIUM;
  }

  long magnitude() {
    return magnitude;
  }
}

package io.exposuremonitor.connectors.leases;

import java.util.HashMap;
import java.util.Map;

/**
 * Since when each lease's counter has not moved. A lease seen for the first time counts as having
 * moved just then, so that a start accuses nobody of what was not watched. Kept in memory only. Not
 * thread-safe.
 */
final class Heartbeats {
  private record Beat(long counter, long since) {}

  private Map<String, Beat> known = new HashMap<>();
  private Map<String, Beat> next = new HashMap<>();

  /** Records a lease's counter; returns how long it has not moved, milliseconds. */
  long stillFor(String lease, long counter, long now) {
    Beat before = known.get(lease);
    Beat beat = before != null && before.counter() == counter ? before : new Beat(counter, now);
    next.put(lease, beat);
    return now - beat.since();
  }

  /** A pass over the table is complete: leases that it didn't hold are forgotten. */
  void complete() {
    known = next;
    next = new HashMap<>();
  }

  /** A pass was interrupted: what is known stays. */
  void abandon() {
    next = new HashMap<>();
  }
}

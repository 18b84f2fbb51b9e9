package io.exposuremonitor.connectors.leases;

import java.util.HashMap;
import java.util.Map;

/**
 * Since when each lease's counter stands still. A lease seen for the first time is taken to have
 * moved just then, so after a start nobody is accused of what was not watched. Kept in memory only.
 * Not thread-safe.
 */
final class Heartbeats {
  private record Beat(long counter, long since) {}

  private Map<String, Beat> known = new HashMap<>();
  private Map<String, Beat> next = new HashMap<>();

  /** Notes a lease's counter; gives how long it has stood still, milliseconds. */
  long stillFor(String lease, long counter, long now) {
    Beat before = known.get(lease);
    Beat beat = before != null && before.counter() == counter ? before : new Beat(counter, now);
    next.put(lease, beat);
    return now - beat.since();
  }

  /** A pass over the table is complete: what it didn't hold is forgotten. */
  void complete() {
    known = next;
    next = new HashMap<>();
  }

  /** A pass broke off: what is known stays. */
  void abandon() {
    next = new HashMap<>();
  }
}

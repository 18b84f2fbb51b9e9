package io.exposuremonitor.connectors.leases;

import java.util.HashMap;
import java.util.Map;

/**
 * Tracks for how long each lease's counter has not changed. A lease that is seen for the first time
 * counts as just renewed, so that nothing is reported after a start about a time that was not
 * watched. Kept in memory only. Not thread-safe.
 */
final class Heartbeats {
  private record Beat(long counter, long since) {}

  private Map<String, Beat> known = new HashMap<>();
  private Map<String, Beat> next = new HashMap<>();

  /** Records a lease's counter; returns for how long it has not changed, milliseconds. */
  long unchangedMillis(String lease, long counter, long now) {
    Beat before = known.get(lease);
    Beat beat = before != null && before.counter() == counter ? before : new Beat(counter, now);
    next.put(lease, beat);
    return now - beat.since();
  }

  /** Ends a complete pass over the table: leases that it didn't contain are forgotten. */
  void complete() {
    known = next;
    next = new HashMap<>();
  }

  /** Ends an interrupted pass: all leases stay known. */
  void abandon() {
    next = new HashMap<>();
  }
}

package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * A refused call on a table in a region, within one slot of five minutes. Stored as state, about
 * 500 bytes; 1.3 KB if it was repeated often.
 *
 * @param target hash of call, table and region
 * @param table ARN of the table, or empty if the record names none
 * @param time time of the earliest attempt, epoch milliseconds
 * @param last time of the latest attempt, epoch milliseconds; a window that ends with this slot
 *     ends at the latest such time, whatever the order of arrival
 * @param events a few of the attempts
 * @param use hash of the attempted use, as in {@link FirstSuccess}; 0 if unknown, or if the call
 *     only lists or describes
 */
public record Refused(
    long target, String table, long time, long last, List<EventReference> events, long use) {

  /** Joins attempts of the same call within the same slot. */
  Refused and(Refused same) {
    return new Refused(
        target,
        table,
        Math.min(time, same.time),
        Math.max(last, same.last),
        EventReference.sample(events, same.events),
        use);
  }

  /** Number of distinct calls among refusals. */
  static long targets(List<Refused> refused) {
    return refused.stream().mapToLong(Refused::target).distinct().count();
  }
}

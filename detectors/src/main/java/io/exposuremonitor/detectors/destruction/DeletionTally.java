package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * The items of one table that were deleted within one slot of {@link DeletionSpan#FIVE_MINUTES}.
 * Contains no keys: items are counted by keyed hashes.
 *
 * @param actor the actor that deleted the items; for item changes, the table's account
 * @param table the table's ARN, or its name, or empty
 * @param account the account of the log or table
 * @param region AWS region
 * @param first time of the earliest deletion, epoch milliseconds
 * @param last time of the latest deletion, epoch milliseconds
 * @param items distinct items, as a stored {@link
 *     io.exposuremonitor.detectors.baseline.DistinctCount}
 * @param events a few of CloudTrail's events, those with the smallest hashes of their ids
 */
public record DeletionTally(
    Actor actor,
    String table,
    String account,
    String region,
    long first,
    long last,
    byte[] items,
    List<EventReference> events) {
  /** The key of the state: actor and table. */
  public String key() {
    return actor.id() + '\n' + table;
  }
}

package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;

/**
 * From when on deleting items is destroying a table. A floor is what raises a signal without any
 * history; where there is one, the value must also exceed {@code historyFactor} times the most that
 * was deleted on a day before.
 *
 * @param deletes floors for distinct items deleted, not counting those that expired
 * @param historyFactor how far above its own history a value must be
 * @param minimumHistoryDays days of history before it is believed
 */
public record DestructionThresholds(Floors deletes, double historyFactor, int minimumHistoryDays) {
  /** The documented defaults. */
  public static final DestructionThresholds DEFAULTS =
      new DestructionThresholds(new Floors(1_000, 5_000, 25_000), 3.0, 3);
}

package io.exposuremonitor.detectors.policy;

import java.time.Duration;

/**
 * When silence is a blind spot.
 *
 * @param silence an input is quiet for at least so long before that is told
 * @param missedRecords records that would usually have come from it meanwhile
 * @param firstWord after so long an input that never said anything is told of
 * @param darkHours hours in which a table was alive and CloudTrail silent about it, where it was
 *     heard before
 * @param missedEvents data events that would usually have come of the table in them
 * @param neverHeardHours the same hours where it was never heard
 */
public record BlindspotThresholds(
    Duration silence,
    long missedRecords,
    Duration firstWord,
    int darkHours,
    long missedEvents,
    int neverHeardHours) {
  /** Most dark hours of a table that are remembered. */
  public static final int MOST_DARK_HOURS = 72;

  /** The documented defaults. */
  public static final BlindspotThresholds DEFAULTS =
      new BlindspotThresholds(Duration.ofMinutes(30), 20, Duration.ofHours(24), 3, 20, 24);
}

package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.count;
import static io.exposuremonitor.detectors.policy.Options.duration;
import static io.exposuremonitor.detectors.policy.Options.number;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

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
    int neverHeardHours)
    implements DetectorThresholds {
  /** Most dark hours of a table that are remembered. */
  public static final int MOST_DARK_HOURS = 72;

  /** The documented defaults. */
  public static final BlindspotThresholds DEFAULTS =
      new BlindspotThresholds(Duration.ofMinutes(30), 20, Duration.ofHours(24), 3, 20, 24);

  /** Its keys in the policy file. */
  static final ThresholdSection<BlindspotThresholds> SECTION =
      new ThresholdSection<>(
          "blindspot",
          "When silence is a blind spot.",
          DEFAULTS,
          new Section(
              List.of(
                  duration(
                      "silence",
                      Duration.ofMinutes(5),
                      Duration.ofDays(7),
                      DEFAULTS.silence,
                      "How long an input is quiet, at least, before that is told."),
                  count(
                      "missedRecords",
                      DEFAULTS.missedRecords,
                      "records",
                      "Records that would usually have come from it meanwhile."),
                  duration(
                      "firstWord",
                      Duration.ofHours(1),
                      Duration.ofDays(30),
                      DEFAULTS.firstWord,
                      "After so long an input that never said anything is told of."),
                  number(
                      "darkHours",
                      1,
                      MOST_DARK_HOURS,
                      DEFAULTS.darkHours,
                      "hours",
                      "Hours in which a table was alive and CloudTrail silent about it, where it"
                          + " was heard before."),
                  count(
                      "missedEvents",
                      DEFAULTS.missedEvents,
                      "events",
                      "Data events that would usually have come of the table in them."),
                  number(
                      "neverHeardHours",
                      1,
                      MOST_DARK_HOURS,
                      DEFAULTS.neverHeardHours,
                      "hours",
                      "The same hours where CloudTrail never told of the table."))),
          BlindspotThresholds::read);

  private static BlindspotThresholds read(Entries entries, BlindspotThresholds base) {
    return new BlindspotThresholds(
        entries.get("silence", base.silence),
        entries.get("missedRecords", base.missedRecords),
        entries.get("firstWord", base.firstWord),
        entries.integer("darkHours", base.darkHours),
        entries.get("missedEvents", base.missedEvents),
        entries.integer("neverHeardHours", base.neverHeardHours));
  }
}

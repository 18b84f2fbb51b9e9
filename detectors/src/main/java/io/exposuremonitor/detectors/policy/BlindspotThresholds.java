package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.count;
import static io.exposuremonitor.detectors.policy.Options.duration;
import static io.exposuremonitor.detectors.policy.Options.number;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/**
 * The thresholds above which silence is reported as a blind spot.
 *
 * @param silence minimum time without records before an input is reported as silent
 * @param missedRecords number of records usually expected from it in that time
 * @param firstWord time after which an input that never delivered anything is reported
 * @param darkHours hours in which a table was in use but CloudTrail reported nothing, for a table
 *     that it used to report
 * @param missedEvents number of data events usually expected from the table in those hours
 * @param neverHeardHours the same hours for a table that CloudTrail never reported
 */
public record BlindspotThresholds(
    Duration silence,
    long missedRecords,
    Duration firstWord,
    int darkHours,
    long missedEvents,
    int neverHeardHours)
    implements DetectorThresholds {
  /** Maximum number of dark hours remembered per table. */
  public static final int MAX_DARK_HOURS = 72;

  /** The documented defaults. */
  public static final BlindspotThresholds DEFAULTS =
      new BlindspotThresholds(Duration.ofMinutes(30), 20, Duration.ofHours(24), 3, 20, 24);

  /** The keys in the policy file. */
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
                      "Minimum time without records before an input is reported as silent."),
                  count(
                      "missedRecords",
                      DEFAULTS.missedRecords,
                      "records",
                      "Number of records usually expected from it in that time."),
                  duration(
                      "firstWord",
                      Duration.ofHours(1),
                      Duration.ofDays(30),
                      DEFAULTS.firstWord,
                      "Time after which an input that never delivered anything is reported."),
                  number(
                      "darkHours",
                      1,
                      MAX_DARK_HOURS,
                      DEFAULTS.darkHours,
                      "hours",
                      "Hours in which a table was in use but not recorded by CloudTrail, if"
                          + " it was recorded before."),
                  count(
                      "missedEvents",
                      DEFAULTS.missedEvents,
                      "events",
                      "Number of data events usually expected from the table in these hours."),
                  number(
                      "neverHeardHours",
                      1,
                      MAX_DARK_HOURS,
                      DEFAULTS.neverHeardHours,
                      "hours",
                      "The same if CloudTrail never recorded the table."))),
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

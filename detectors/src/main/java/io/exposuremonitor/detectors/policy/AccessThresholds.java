package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.count;
import static io.exposuremonitor.detectors.policy.Options.factor;
import static io.exposuremonitor.detectors.policy.Options.learningTime;
import static io.exposuremonitor.detectors.policy.Options.memoryTime;
import static io.exposuremonitor.detectors.policy.Options.number;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/**
 * The thresholds above which denied calls, or items read back through writes, are unusual for an
 * actor.
 *
 * @param refusals distinct calls, tables and Regions denied within an hour before a first success
 * @param refusalsAlone distinct calls, tables and Regions denied within an hour without a success
 * @param readBackItems distinct items that writes returned within an hour; three times as many
 *     within a day
 * @param historyFactor how far above its own history that must be
 * @param minimumHistoryDays days of history required before it is used
 * @param learning how long the monitor must have observed before a first use is reported
 * @param memory time without use after which an actor's use of a table is forgotten
 */
public record AccessThresholds(
    int refusals,
    int refusalsAlone,
    long readBackItems,
    double historyFactor,
    int minimumHistoryDays,
    Duration learning,
    Duration memory)
    implements DetectorThresholds, NoveltyThresholds {
  /** The documented defaults: learning 7 days, memory 30. */
  public static final AccessThresholds DEFAULTS =
      new AccessThresholds(8, 40, 100, 3.0, 3, Duration.ofDays(7), Duration.ofDays(30));

  /** The keys in the policy file. */
  static final ThresholdSection<AccessThresholds> SECTION =
      new ThresholdSection<>(
          "access",
          "When refused calls, or items read back by writes, are unusual.",
          DEFAULTS,
          new Section(
              List.of(
                  number(
                      "refusals",
                      1,
                      DEFAULTS.refusals,
                      "calls",
                      "Calls × tables × regions refused within an hour before one succeeds on a"
                          + " table."),
                  number(
                      "refusalsAlone",
                      1,
                      DEFAULTS.refusalsAlone,
                      "calls",
                      "The same without a success."),
                  count(
                      "readBackItems",
                      DEFAULTS.readBackItems,
                      "items",
                      "Distinct items that writes returned within an hour, or three times as many"
                          + " within a day, to an actor that is not known to read the table."),
                  factor(
                      "historyFactor",
                      DEFAULTS.historyFactor,
                      "If writes returned items before, how far above that a value must be."),
                  number(
                      "minimumHistoryDays",
                      0,
                      DEFAULTS.minimumHistoryDays,
                      "days",
                      "Days of history required before it is used."),
                  learningTime(
                      DEFAULTS.learning,
                      "How long the monitor must observe before anything new is reported."),
                  memoryTime(
                      DEFAULTS.memory,
                      "Time without a call after which an actor's calls on a table are forgotten."))),
          AccessThresholds::read);

  private static AccessThresholds read(Entries entries, AccessThresholds base) {
    return new AccessThresholds(
        entries.integer("refusals", base.refusals),
        entries.integer("refusalsAlone", base.refusalsAlone),
        entries.get("readBackItems", base.readBackItems),
        entries.get("historyFactor", base.historyFactor),
        entries.integer("minimumHistoryDays", base.minimumHistoryDays),
        entries.get("learning", base.learning),
        entries.get("memory", base.memory));
  }
}

package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.duration;
import static io.exposuremonitor.detectors.policy.Options.learningTime;
import static io.exposuremonitor.detectors.policy.Options.memoryTime;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/**
 * The thresholds above which an export or a backup of a whole table is unusual.
 *
 * @param learning how long the monitor must have observed before a first copy is reported
 * @param memory time without copies after which an actor's copies of a table are forgotten
 * @param preparation maximum time from the enabling of point-in-time recovery to an export that
 *     counts as prepared by it
 */
public record TableCopyThresholds(Duration learning, Duration memory, Duration preparation)
    implements DetectorThresholds, NoveltyThresholds {
  /** The documented defaults: learning 7 days, memory 45, so that monthly jobs stay known. */
  public static final TableCopyThresholds DEFAULTS =
      new TableCopyThresholds(Duration.ofDays(7), Duration.ofDays(45), Duration.ofHours(24));

  /** The keys in the policy file. */
  static final ThresholdSection<TableCopyThresholds> SECTION =
      new ThresholdSection<>(
          "tableCopies",
          "When an export or a backup of a whole table is unusual.",
          DEFAULTS,
          new Section(
              List.of(
                  learningTime(
                      DEFAULTS.learning,
                      "How long the monitor must observe before a new copy is reported."),
                  memoryTime(
                      DEFAULTS.memory,
                      "Time without a copy after which an actor's copies of a table are"
                          + " forgotten."),
                  duration(
                      "preparation",
                      Duration.ofMinutes(1),
                      Duration.ofDays(7),
                      DEFAULTS.preparation,
                      "Longest time between enabling point-in-time recovery and an export by"
                          + " the same actor that counts as prepared."))),
          TableCopyThresholds::read);

  private static TableCopyThresholds read(Entries entries, TableCopyThresholds base) {
    return new TableCopyThresholds(
        entries.get("learning", base.learning),
        entries.get("memory", base.memory),
        entries.get("preparation", base.preparation));
  }
}

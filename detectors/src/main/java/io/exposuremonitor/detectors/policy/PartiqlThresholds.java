package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.count;
import static io.exposuremonitor.detectors.policy.Options.duration;
import static io.exposuremonitor.detectors.policy.Options.learningTime;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/**
 * The thresholds above which the use of PartiQL is unusual.
 *
 * @param learning how long an actor, and the log as a whole, must have been observed before
 *     anything new is reported
 * @param memory time without use after which a statement shape is forgotten
 * @param massWrites number of statements within five minutes that write
 */
public record PartiqlThresholds(Duration learning, Duration memory, long massWrites)
    implements DetectorThresholds, NoveltyThresholds {
  /** The documented defaults: learning 7 days, memory 14 days. */
  public static final PartiqlThresholds DEFAULTS =
      new PartiqlThresholds(Duration.ofDays(7), Duration.ofDays(14), 500);

  /** The keys in the policy file. */
  static final ThresholdSection<PartiqlThresholds> SECTION =
      new ThresholdSection<>(
          "partiql",
          "When PartiQL is unusual.",
          DEFAULTS,
          new Section(
              List.of(
                  learningTime(
                      DEFAULTS.learning,
                      "How long the monitor must observe, and an actor must be known, before"
                          + " anything new is reported."),
                  duration(
                      "memory",
                      Duration.ofHours(1),
                      Duration.ofDays(400),
                      DEFAULTS.memory,
                      "Time without use after which a statement shape is forgotten."),
                  count(
                      "massWrites",
                      DEFAULTS.massWrites,
                      "statements",
                      "Statements within five minutes that write or delete."))),
          PartiqlThresholds::read);

  private static PartiqlThresholds read(Entries entries, PartiqlThresholds base) {
    return new PartiqlThresholds(
        entries.get("learning", base.learning),
        entries.get("memory", base.memory),
        entries.get("massWrites", base.massWrites));
  }
}

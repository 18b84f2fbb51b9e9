package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.learningTime;
import static io.exposuremonitor.detectors.policy.Options.memoryTime;
import static io.exposuremonitor.detectors.policy.Options.number;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/**
 * The thresholds above which calls that list or describe tables are enumeration. A look is the
 * combination of call, table and Region, however often the call is made.
 *
 * @param looks number of looks within an hour that the actor did not take within the memory
 * @param consoleLooks the same including calls from a browser, whose pages each take many looks
 * @param learning how long the monitor must have observed before a new look is counted
 * @param memory time after which a look that was not repeated is forgotten
 */
public record ReconThresholds(int looks, int consoleLooks, Duration learning, Duration memory)
    implements DetectorThresholds, NoveltyThresholds {
  /** The documented defaults: learning 7 days, memory 30. */
  public static final ReconThresholds DEFAULTS =
      new ReconThresholds(40, 150, Duration.ofDays(7), Duration.ofDays(30));

  /** The keys in the policy file. */
  static final ThresholdSection<ReconThresholds> SECTION =
      new ThresholdSection<>(
          "recon",
          "When listing and describing tables counts as enumeration.",
          DEFAULTS,
          new Section(
              List.of(
                  number(
                      "looks",
                      1,
                      DEFAULTS.looks,
                      "looks",
                      "Calls × tables × regions, listed or described within an hour, that are new"
                          + " to the actor."),
                  number(
                      "consoleLooks",
                      1,
                      DEFAULTS.consoleLooks,
                      "looks",
                      "The same including calls of a browser, whose pages make many each."),
                  learningTime(
                      DEFAULTS.learning,
                      "How long the monitor must observe before a call counts as new."),
                  memoryTime(
                      DEFAULTS.memory,
                      "Time without repetition after which a call is forgotten."))),
          ReconThresholds::read);

  private static ReconThresholds read(Entries entries, ReconThresholds base) {
    return new ReconThresholds(
        entries.integer("looks", base.looks),
        entries.integer("consoleLooks", base.consoleLooks),
        entries.get("learning", base.learning),
        entries.get("memory", base.memory));
  }
}

package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.factor;
import static io.exposuremonitor.detectors.policy.Options.number;

import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.policy.Shape.Section;
import java.util.List;

/**
 * The thresholds above which deleting items counts as destroying a table. Without any history,
 * reaching a floor raises a signal; otherwise the value must also exceed {@code historyFactor}
 * times the previous daily maximum.
 *
 * @param deletes floors for distinct items deleted, not counting those that expired
 * @param historyFactor how far above its own history a value must be
 * @param minimumHistoryDays days of history required before it is used
 */
public record DestructionThresholds(Floors deletes, double historyFactor, int minimumHistoryDays)
    implements DetectorThresholds {
  /** The documented defaults. */
  public static final DestructionThresholds DEFAULTS =
      new DestructionThresholds(new Floors(1_000, 5_000, 25_000), 3.0, 3);

  /** The keys in the policy file. */
  static final ThresholdSection<DestructionThresholds> SECTION =
      new ThresholdSection<>(
          "destruction",
          "Thresholds above which deleting items counts as destroying a table.",
          DEFAULTS,
          new Section(
              List.of(
                  Floors.option(
                      "deletes",
                      DEFAULTS.deletes,
                      "items",
                      "Floors for distinct items deleted, not counting those that expired."),
                  factor(
                      "historyFactor",
                      DEFAULTS.historyFactor,
                      "If there is a history, how far above it a value must be."),
                  number(
                      "minimumHistoryDays",
                      0,
                      DEFAULTS.minimumHistoryDays,
                      "days",
                      "Days of history required before it is used."))),
          DestructionThresholds::read);

  private static DestructionThresholds read(Entries entries, DestructionThresholds base) {
    return new DestructionThresholds(
        Floors.read(entries.section("deletes"), base.deletes),
        entries.get("historyFactor", base.historyFactor),
        entries.integer("minimumHistoryDays", base.minimumHistoryDays));
  }
}

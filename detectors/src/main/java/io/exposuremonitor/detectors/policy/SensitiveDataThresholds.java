package io.exposuremonitor.detectors.policy;

import static io.exposuremonitor.detectors.policy.Options.count;
import static io.exposuremonitor.detectors.policy.Options.learningTime;
import static io.exposuremonitor.detectors.policy.Options.percent;

import io.exposuremonitor.detectors.policy.Shape.Section;
import java.time.Duration;
import java.util.List;

/**
 * The thresholds above which a table is reported to hold a new class of data.
 *
 * @param learning how long a table's changes must have been observed before a class counts as new
 * @param minimumItems minimum number of items that hold the class within a day, and of items
 *     examined before
 * @param sharePercent minimum share of a day's examined items that hold the class, 1 to 100; if the
 *     earlier share was below half of it, the class is new
 * @param samplePercent share of items that are examined, 1 to 100, chosen by a hash of the key
 */
public record SensitiveDataThresholds(
    Duration learning, long minimumItems, int sharePercent, int samplePercent)
    implements DetectorThresholds {
  /** The documented defaults: learning 7 days, every item examined. */
  public static final SensitiveDataThresholds DEFAULTS =
      new SensitiveDataThresholds(Duration.ofDays(7), 20, 5, 100);

  /** The keys in the policy file. */
  static final ThresholdSection<SensitiveDataThresholds> SECTION =
      new ThresholdSection<>(
          "sensitiveData",
          "When a table starts to hold a class of personal or secret data.",
          DEFAULTS,
          new Section(
              List.of(
                  learningTime(
                      DEFAULTS.learning,
                      "How long a table's changes must be observed before a class of data"
                          + " counts as new."),
                  count(
                      "minimumItems",
                      DEFAULTS.minimumItems,
                      "items",
                      "Minimum number of items that hold the class within a day, and of items"
                          + " examined before."),
                  percent(
                      "sharePercent",
                      DEFAULTS.sharePercent,
                      "Minimum share of a day's items that hold the class."),
                  percent(
                      "samplePercent",
                      DEFAULTS.samplePercent,
                      "Share of the items whose values are examined, chosen by a hash of the key."))),
          SensitiveDataThresholds::read);

  private static SensitiveDataThresholds read(Entries entries, SensitiveDataThresholds base) {
    return new SensitiveDataThresholds(
        entries.get("learning", base.learning),
        entries.get("minimumItems", base.minimumItems),
        entries.integer("sharePercent", base.sharePercent),
        entries.integer("samplePercent", base.samplePercent));
  }
}

package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Names;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Creates the signals about a table's sensitive data. ATT&amp;CK: T1530 for data, T1552 for
 * credentials.
 */
final class SensitivitySignals {
  static final Analytic NEW_CLASS = of("new-class", "Table holds a new class of data", "T1530");
  static final Analytic SECRET = of("secret", "Credentials written into a table", "T1552");

  private static final int NAMED_ATTRIBUTES = 5;

  private SensitivitySignals() {}

  private static Analytic of(String name, String title, String technique) {
    return Analytic.behavioral(
        "sensitive-data." + name, title, "docs/detectors/sensitivity.md", technique);
  }

  /**
   * Credentials were written into items.
   *
   * @param attributes number of items by attribute
   */
  static Signal secret(ItemTally tally, DataClass dataClass, Map<String, Long> attributes) {
    long items = attributes.values().stream().mapToLong(Long::longValue).max().orElse(1);
    String names = names(attributes);
    return Signal.of(
            SECRET,
            dataClass == DataClass.JSON_WEB_TOKEN ? Level.MEDIUM : Level.HIGH,
            Signal.Confidence.HIGH)
        .about(tally.owner(), tally.table(), tally.owner().account(), tally.region())
        .during(tally.first(), tally.last())
        .saying(
            items,
            String.format(
                Locale.ROOT,
                "%s written into %s, in %s",
                capitalised(dataClass.plural()),
                Names.table(tally.table()),
                names),
            new Evidence(
                Map.of("items", items),
                Map.of("attributes", names, "class", dataClass.id()),
                List.of()));
  }

  /** A share of a day's items holds a class that the table did not hold before. */
  static Signal newClass(
      SensitivityState state, Profile profile, long lastSlot, DataClass dataClass, Policy policy) {
    Actor owner = Objects.requireNonNullElse(state.owner, Actor.UNKNOWN);
    long items = profile.items(lastSlot);
    long holding = Math.min(items, profile.holding(lastSlot, dataClass));
    long percent = holding * 100 / Math.max(1, items);
    String names = names(profile.holders(dataClass));
    return Signal.of(NEW_CLASS, level(policy.table(state.table)), Signal.Confidence.MEDIUM)
        .about(owner, state.table, owner.account(), state.region)
        .during(Profile.RECENT.start(lastSlot), Profile.RECENT.end(lastSlot) - 1)
        .saying(
            holding,
            String.format(
                Locale.ROOT,
                "%s starts to hold %s: %d %% of %,d items written within 24 hours, in %s",
                Names.table(state.table),
                dataClass.plural(),
                percent,
                items,
                names),
            new Evidence(
                Map.of(
                    "items",
                    holding,
                    "items_seen",
                    items,
                    "share_percent",
                    percent,
                    "items_before",
                    profile.itemsBefore(lastSlot),
                    "holding_before",
                    profile.holdingBefore(lastSlot, dataClass),
                    "window_seconds",
                    Profile.RECENT.millis() / 1_000),
                Map.of("attributes", names, "class", dataClass.id()),
                List.of()));
  }

  /** A new class is more severe in a table that the policy declares less sensitive. */
  private static Level level(Policy.@Nullable Table table) {
    if (table == null || table.sensitivity() == null) {
      return Level.MEDIUM;
    }
    return switch (table.sensitivity()) {
      case PUBLIC -> Level.HIGH;
      case INTERNAL, CONFIDENTIAL -> Level.MEDIUM;
      case RESTRICTED -> Level.LOW;
    };
  }

  /** The names of the attributes with the most items, largest number first. */
  private static String names(Map<String, Long> attributes) {
    return attributes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(NAMED_ATTRIBUTES)
        .map(entry -> "`" + entry.getKey() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String capitalised(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}

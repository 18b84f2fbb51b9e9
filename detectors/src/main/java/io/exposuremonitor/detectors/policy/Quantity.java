package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.text.NearestName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * An integer in some base unit, written with or without a larger unit: {@code 1_000_000}, {@code
 * 2M}, {@code 12 GiB}, {@code 50%}, {@code 6h}.
 *
 * @param noun the noun in messages: {@code duration}
 * @param units the number of base units in each unit, base unit first; the empty name means that no
 *     unit is written
 * @param minimum in base units
 * @param maximum in base units
 * @param hint how it is written, for messages
 */
record Quantity(
    String noun, List<Map.Entry<String, Long>> units, long minimum, long maximum, String hint) {

  private static final java.util.regex.Pattern NUMBER =
      java.util.regex.Pattern.compile("(-?[0-9][0-9_]*(?:\\.[0-9]+)?)\\s*([A-Za-z%]*)");

  /** The number of base units, or null after a complaint. */
  @Nullable Long parse(Scalar scalar, Complaints complaints) {
    Matcher matcher = NUMBER.matcher(scalar.text().strip());
    if (!matcher.matches()) {
      complaints.error("must be a " + noun + ": " + hint, "");
      return null;
    }
    Long unit = unit(matcher.group(2));
    if (unit == null) {
      complain(matcher.group(1), matcher.group(2), complaints);
      return null;
    }
    BigDecimal value =
        new BigDecimal(matcher.group(1).replace("_", "")).multiply(BigDecimal.valueOf(unit));
    return inRange(value, complaints);
  }

  private @Nullable Long inRange(BigDecimal value, Complaints complaints) {
    if (minimum >= 0 && value.signum() < 0) {
      complaints.error("must not be negative", "");
    } else if (value.compareTo(BigDecimal.valueOf(minimum)) < 0) {
      complaints.error("must be at least " + format(minimum), "");
    } else if (value.compareTo(BigDecimal.valueOf(maximum)) > 0) {
      complaints.error("must be at most " + format(maximum), "");
    } else if (value.stripTrailingZeros().scale() > 0) {
      complaints.error("must be a whole number", "");
    } else {
      return value.longValueExact();
    }
    return null;
  }

  private @Nullable Long unit(String name) {
    return units.stream()
        .filter(unit -> unit.getKey().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void complain(String number, String unit, Complaints complaints) {
    if (unit.isEmpty()) {
      complaints.error("needs a unit: " + hint, "");
      return;
    }
    String nearest = NearestName.of(unit, units.stream().map(Map.Entry::getKey).toList());
    complaints.error(
        "has an unknown unit \"" + unit + "\": " + hint,
        nearest.isEmpty() ? "" : number + (nearest.length() > 1 ? " " : "") + nearest);
  }

  /**
   * Formats a value in the largest unit that divides it, so that {@link #parse} returns the same
   * number.
   */
  String format(long value) {
    Map.Entry<String, Long> best = units.get(0);
    for (Map.Entry<String, Long> unit : units) {
      if (value != 0 && value % unit.getValue() == 0 && unit.getValue() > best.getValue()) {
        best = unit;
      }
    }
    String number = digits(value / best.getValue());
    return best.getKey().length() > 1 ? number + " " + best.getKey() : number + best.getKey();
  }

  /** The number with its digits in groups of three, as is usual in YAML: {@code 1_000_000}. */
  static String digits(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '_');
  }
}

package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.detectors.text.NearestName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of values in the policy file. */
final class ValueTypes {
  private ValueTypes() {}

  /** Free text on one line. */
  static final ValueType<String> TEXT =
      new ValueType<>("text", ValueTypes::nonBlank, ValueTypes::quote);

  /** An attribute of an item's key, as {@code name=value}. */
  static final ValueType<String> KEY_ATTRIBUTE =
      new ValueType<>("key attribute", ValueTypes::keyAttribute, ValueTypes::quote);

  /** A twelve-digit account id, kept as text to preserve leading zeros. */
  static final ValueType<String> ACCOUNT =
      new ValueType<>("account id", AwsNames::account, ValueTypes::quote);

  /** An organisation's id, such as {@code o-a1b2c3d4e5}. */
  static final ValueType<String> ORGANIZATION =
      new ValueType<>("organisation id", AwsNames::organization, ValueTypes::quote);

  /** A Region, such as {@code eu-west-1}. */
  static final ValueType<String> REGION = new ValueType<>("region", AwsNames::region, text -> text);

  /** The version of the file format; only the current one is supported. */
  static final ValueType<Long> VERSION =
      new ValueType<>("number", ValueTypes::version, value -> Long.toString(value));

  /** A multiple, at least 1. */
  static final ValueType<Double> FACTOR =
      new ValueType<>("number, 1 or more", ValueTypes::factor, String::valueOf);

  /**
   * The time at which something ends, in epoch milliseconds: a date, which lasts to its end in UTC,
   * or a timestamp with an offset.
   */
  static final ValueType<Long> EXPIRY =
      new ValueType<>(
          "date or timestamp", ValueTypes::expiry, time -> Instant.ofEpochMilli(time).toString());

  /** The name of an enum constant, in lower case. */
  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(EnumNames::kebabCase).toList();
    return new ValueType<>(
        String.join(", ", names),
        (scalar, complaints) -> {
          int index = names.indexOf(scalar.text().toLowerCase(Locale.ROOT));
          if (index < 0) {
            complaints.error(
                "must be one of " + String.join(", ", names), NearestName.of(scalar.text(), names));
            return null;
          }
          return type.getEnumConstants()[index];
        },
        EnumNames::kebabCase);
  }

  /** A pattern that can match a name of a kind. */
  static ValueType<String> pattern(PatternKind kind) {
    return pattern(kind, "");
  }

  /**
   * A pattern that can match a name of a kind.
   *
   * @param everything what follows if it matches all of them, for a warning; empty for no warning
   */
  static ValueType<String> pattern(PatternKind kind, String everything) {
    return new ValueType<>(
        kind.title() + " pattern",
        (scalar, complaints) -> {
          String text = nonBlank(scalar, complaints);
          if (text == null) {
            return null;
          }
          if (!kind.canMatch(text)) {
            complaints.error(kind.neverMatches(), kind.suggestion(text));
            return null;
          }
          if (PatternKind.lacksPath(text)) {
            complaints.warning(PatternKind.WITHOUT_PATH_OF_ROLE, kind.suggestion(text));
          }
          if (kind.isDoubtful(text)) {
            complaints.warning(kind.wildcards(), "");
          }
          if (!everything.isEmpty() && PatternKind.matchesEverything(text)) {
            complaints.warning(everything, "");
          }
          return text;
        },
        ValueTypes::quote);
  }

  private static @Nullable String nonBlank(Scalar scalar, Complaints complaints) {
    if (scalar.text().isBlank()) {
      complaints.error("must not be empty", "");
      return null;
    }
    return scalar.text();
  }

  private static @Nullable String keyAttribute(Scalar scalar, Complaints complaints) {
    String text = scalar.text();
    int equals = text.indexOf('=');
    if (equals > 0 && equals < text.length() - 1) {
      return text;
    }
    complaints.error("must be an attribute's name and value, such as customerId=C-000017", "");
    return null;
  }

  private static @Nullable Long version(Scalar scalar, Complaints complaints) {
    String expected = Integer.toString(Policy.VERSION);
    if (scalar.text().equals(expected)) {
      return (long) Policy.VERSION;
    }
    complaints.error("is not a version that this program supports", expected);
    return null;
  }

  private static @Nullable Double factor(Scalar scalar, Complaints complaints) {
    if (!scalar.text().matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      complaints.error("must be a number, such as 2.5", "");
      return null;
    }
    double value = Double.parseDouble(scalar.text());
    if (value < 1) {
      complaints.error("must be 1 or more", "");
      return null;
    }
    return value;
  }

  private static @Nullable Long expiry(Scalar scalar, Complaints complaints) {
    String text = scalar.text().strip();
    try {
      Instant end =
          text.length() <= 10
              ? LocalDate.parse(text).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)
              : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
      return end.toEpochMilli();
    } catch (DateTimeException notADate) {
      boolean zoneMissing = text.matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d)?");
      complaints.error(
          "must be a date or a timestamp with offset, such as 2027-03-31 or 2027-03-31T18:00:00Z",
          zoneMissing ? text + "Z" : "");
      return null;
    }
  }

  /** A text in double quotes, as in YAML and JSON. */
  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.ListOf;
import java.time.Duration;

/** Factory methods for the common kinds of options. */
final class Options {
  private Options() {}

  /** A list of values, empty by default. */
  static Option list(String name, ValueType<String> type, String meaning, String example) {
    return new Option(name, new ListOf(type), meaning, "[" + type.writer().apply(example) + "]");
  }

  /** A list of patterns, empty by default. */
  static Option patterns(String name, PatternKind kind, String meaning, String example) {
    return list(name, ValueTypes.pattern(kind), meaning, example);
  }

  /**
   * A list of patterns, empty by default, of which one that matches everything is doubtful.
   *
   * @param everything what such a pattern does
   */
  static Option narrowPatterns(
      String name, PatternKind kind, String meaning, String example, String everything) {
    return list(name, ValueTypes.pattern(kind, everything), meaning, example);
  }

  /** A required pattern. */
  static Option pattern(String name, PatternKind kind, String meaning, String example) {
    return new Option(
        name,
        new Leaf<>(ValueTypes.pattern(kind), null, true, ""),
        meaning,
        ValueTypes.quote(example));
  }

  /** Required free text. */
  static Option text(String name, String meaning, String example) {
    return new Option(
        name, new Leaf<>(ValueTypes.TEXT, null, true, ""), meaning, ValueTypes.quote(example));
  }

  /** A pattern that defaults to {@code *}. */
  static Option anyPattern(String name, PatternKind kind, String meaning, String example) {
    return new Option(
        name,
        new Leaf<>(ValueTypes.pattern(kind), "*", false, ""),
        meaning,
        ValueTypes.quote(example));
  }

  /** A duration within bounds. */
  static Option duration(
      String name, Duration minimum, Duration maximum, Duration fallback, String meaning) {
    return optional(name, Quantities.duration(minimum, maximum), fallback, "", meaning);
  }

  /** The time of observation before anything new is reported. */
  static Option learningTime(Duration fallback, String meaning) {
    return duration("learning", Duration.ZERO, Duration.ofDays(90), fallback, meaning);
  }

  /** The time after which something that is not seen again is forgotten. */
  static Option memoryTime(Duration fallback, String meaning) {
    return duration("memory", Duration.ofDays(1), Duration.ofDays(400), fallback, meaning);
  }

  /** A number of at least one, without an upper bound. */
  static Option count(String name, long fallback, String unit, String meaning) {
    return optional(name, Quantities.count(1, Long.MAX_VALUE), fallback, unit, meaning);
  }

  /** A number that fits an {@code int}. */
  static Option number(String name, int minimum, int fallback, String unit, String meaning) {
    return number(name, minimum, Integer.MAX_VALUE, fallback, unit, meaning);
  }

  /** A number within bounds. */
  static Option number(
      String name, int minimum, int maximum, int fallback, String unit, String meaning) {
    return optional(name, Quantities.count(minimum, maximum), (long) fallback, unit, meaning);
  }

  /** A percentage. */
  static Option percent(String name, int fallback, String meaning) {
    return optional(name, Quantities.PERCENT, (long) fallback, "", meaning);
  }

  /** A multiple. */
  static Option factor(String name, double fallback, String meaning) {
    return optional(name, ValueTypes.FACTOR, fallback, "", meaning);
  }

  /** A value with a default. */
  static <T> Option optional(
      String name, ValueType<T> type, T fallback, String unit, String meaning) {
    return new Option(name, new Leaf<>(type, fallback, false, unit), meaning, "");
  }
}

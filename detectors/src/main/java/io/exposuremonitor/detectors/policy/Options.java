package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.policy.Shape.Leaf;
import io.exposuremonitor.detectors.policy.Shape.ListOf;

/** Makes the sorts of options that the table of keys is full of. */
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

  /** A pattern that must be there. */
  static Option pattern(String name, PatternKind kind, String meaning, String example) {
    return new Option(
        name,
        new Leaf<>(ValueTypes.pattern(kind), null, true, ""),
        meaning,
        ValueTypes.quote(example));
  }

  /** Free text that must be there. */
  static Option text(String name, String meaning, String example) {
    return new Option(
        name, new Leaf<>(ValueTypes.TEXT, null, true, ""), meaning, ValueTypes.quote(example));
  }

  /** A pattern that is {@code *} unless the file says otherwise. */
  static Option anyPattern(String name, PatternKind kind, String meaning, String example) {
    return new Option(
        name,
        new Leaf<>(ValueTypes.pattern(kind), "*", false, ""),
        meaning,
        ValueTypes.quote(example));
  }
}

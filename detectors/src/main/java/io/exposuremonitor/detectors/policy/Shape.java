package io.exposuremonitor.detectors.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The permitted values of a key of the policy file. */
sealed interface Shape {

  /**
   * A single value.
   *
   * @param fallback the default, or null if there is none
   * @param required true if the key must be present
   * @param unit the unit of the number, or empty
   */
  record Leaf<T>(ValueType<T> type, @Nullable T fallback, boolean required, String unit)
      implements Shape {
    /** The default in YAML, or empty. */
    String fallbackText() {
      return fallback == null ? "" : type.writer().apply(fallback);
    }
  }

  /** A list of values; empty by default. */
  record ListOf(ValueType<String> type) implements Shape {}

  /** A mapping with keys of its own. */
  record Section(List<Option> options) implements Shape {
    /** The option with a name, or null. */
    @Nullable Option option(String name) {
      return options.stream().filter(o -> o.name().equals(name)).findFirst().orElse(null);
    }
  }

  /** A list of sections; empty by default. */
  record Sections(Section element) implements Shape {}

  /**
   * Some of the keys of another section, which provides the values of absent keys.
   *
   * @param path the path of that section
   */
  record Part(String path, Section section) implements Shape {}

  /** Lists of values by names that the user chooses. */
  record NamedLists(ValueType<String> type) implements Shape {}
}

package io.exposuremonitor.detectors.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand behind a key of the policy file. */
sealed interface Shape {

  /**
   * A single value.
   *
   * @param fallback the default, or null when there is none
   * @param required true when the key must be there
   * @param unit what is counted, or empty
   */
  record Leaf<T>(ValueType<T> type, @Nullable T fallback, boolean required, String unit)
      implements Shape {
    /** The default as it stands in YAML, or empty. */
    String fallbackText() {
      return fallback == null ? "" : type.writer().apply(fallback);
    }
  }

  /** A list of values; empty by default. */
  record ListOf(ValueType<String> type) implements Shape {}

  /** Keys of their own. */
  record Section(List<Option> options) implements Shape {
    /** The option of that name, or null. */
    @Nullable Option option(String name) {
      return options.stream().filter(o -> o.name().equals(name)).findFirst().orElse(null);
    }
  }

  /** A list of sections; empty by default. */
  record Sections(Section element) implements Shape {}

  /**
   * Some of the keys of another section; what is left out is taken from there.
   *
   * @param path where that section stands
   */
  record Part(String path, Section section) implements Shape {}

  /** Lists of values under names that the user chooses. */
  record NamedLists(ValueType<String> type) implements Shape {}
}

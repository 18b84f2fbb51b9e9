package io.exposuremonitor.detectors.policy;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The type of a single value in the policy file.
 *
 * @param title the title in the reference, with the range: {@code duration, 15m to 30d}
 * @param parser parses the text
 * @param writer formats a value as YAML text that {@code parser} parses to the same value
 */
record ValueType<T>(String title, Parser<T> parser, Function<T, String> writer) {
  /** Parses a value; returns null after reporting a problem. */
  interface Parser<T> {
    @Nullable T parse(Scalar scalar, Complaints complaints);
  }
}

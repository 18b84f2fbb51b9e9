package io.exposuremonitor.detectors.policy;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one sort of value is written in the policy file.
 *
 * @param title for the reference, with the range: {@code duration, 15m to 30d}
 * @param parser from text
 * @param writer to text that {@code parser} reads back to the same value, as it stands in YAML
 */
record ValueType<T>(String title, Parser<T> parser, Function<T, String> writer) {
  /** Reads a value, or complains and returns null. */
  interface Parser<T> {
    @Nullable T parse(Scalar scalar, Complaints complaints);
  }
}

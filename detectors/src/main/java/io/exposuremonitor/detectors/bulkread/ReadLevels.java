package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Level;
import org.jspecify.annotations.Nullable;

/**
 * Severity of reading a table: one level lower for a public table, one level higher for a
 * restricted one.
 */
public final class ReadLevels {
  private ReadLevels() {}

  /** For reads within a day. */
  public static Level fast(Policy.@Nullable Table table) {
    return pick(table, Level.MEDIUM, Level.HIGH, Level.CRITICAL);
  }

  /** For reads over days, which are less certain to be a copy. */
  static Level slow(Policy.@Nullable Table table) {
    return pick(table, Level.LOW, Level.MEDIUM, Level.HIGH);
  }

  private static Level pick(
      Policy.@Nullable Table table, Level ofPublic, Level usual, Level ofRestricted) {
    Sensitivity sensitivity = table == null ? null : table.sensitivity();
    if (sensitivity == Sensitivity.PUBLIC) {
      return ofPublic;
    }
    return sensitivity == Sensitivity.RESTRICTED ? ofRestricted : usual;
  }
}

package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Level;
import org.jspecify.annotations.Nullable;

/**
 * Risk score of an incident, 0 to 100, for ranking.
 *
 * <p>The level contributes 5, 15, 35, 60 or 80. A confidential table adds 8, a restricted one 15; a
 * public one subtracts 10. Reading at least 20 % of a table adds 5, at least 80 % adds 10. Each
 * tactic beyond the first adds 6, up to 24. The score halves with every day after the last event,
 * so that recent incidents rank first.
 */
final class Risk {
  private static final int MAX = 100;
  private static final long HALF_LIFE_MILLIS = 24 * 60 * 60 * 1_000L;

  private Risk() {}

  /**
   * @param tactics number of tactics
   * @param age milliseconds since the incident's last event; negative values count as 0
   */
  static int of(
      Level level, @Nullable Sensitivity sensitivity, int coveragePercent, int tactics, long age) {
    int fresh = base(level) + of(sensitivity) + coverage(coveragePercent) + chain(tactics);
    int bounded = Math.max(0, Math.min(MAX, fresh));
    double halvings = Math.max(0, age) / (double) HALF_LIFE_MILLIS;
    return (int) Math.round(bounded * StrictMath.pow(2, -halvings));
  }

  private static int base(Level level) {
    return switch (level) {
      case INFORMATIONAL -> 5;
      case LOW -> 15;
      case MEDIUM -> 35;
      case HIGH -> 60;
      case CRITICAL -> 80;
    };
  }

  private static int of(@Nullable Sensitivity sensitivity) {
    if (sensitivity == null) {
      return 0;
    }
    return switch (sensitivity) {
      case PUBLIC -> -10;
      case INTERNAL -> 0;
      case CONFIDENTIAL -> 8;
      case RESTRICTED -> 15;
    };
  }

  private static int coverage(int percent) {
    if (percent >= 80) {
      return 10;
    }
    return percent >= 20 ? 5 : 0;
  }

  private static int chain(int tactics) {
    return Math.min(24, 6 * Math.max(0, tactics - 1));
  }
}

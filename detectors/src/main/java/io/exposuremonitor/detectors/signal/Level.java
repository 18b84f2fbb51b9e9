package io.exposuremonitor.detectors.signal;

import java.util.Locale;

/** How bad it is, in Sigma's words, from least to worst. */
public enum Level {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** Its name as it is written and told: {@code high}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True when this level is as bad as {@code other}, or worse. */
  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }
}

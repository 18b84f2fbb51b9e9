package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.text.EnumNames;

/** Severity, by Sigma's names, from lowest to highest. */
public enum Level {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** Its name in output: {@code high}. */
  public String word() {
    return EnumNames.lowerCase(this);
  }

  /** 0 for the lowest level, one more for each higher one. */
  @SuppressWarnings("EnumOrdinal") // the levels are declared in this order
  public int rank() {
    return ordinal();
  }

  /** True when this level is {@code other} or higher. */
  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }
}

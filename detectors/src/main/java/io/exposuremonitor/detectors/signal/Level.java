package io.exposuremonitor.detectors.signal;

/** How bad it is, in Sigma's words, from least to worst. */
public enum Level {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** True when this level is as bad as {@code other}, or worse. */
  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }
}

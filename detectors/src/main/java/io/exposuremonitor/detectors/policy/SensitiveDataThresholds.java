package io.exposuremonitor.detectors.policy;

import java.time.Duration;

/**
 * When a table starts to hold a class of data.
 *
 * @param learning how long a table's changes are watched before a class is new to it
 * @param minimumItems items that must hold the class within a day, and items that must have been
 *     looked at before
 * @param sharePercent part of the items looked at within a day that must hold the class, 1 to 100;
 *     below half of it before, the table did not hold it
 * @param samplePercent part of the items whose values are looked at, 1 to 100, by a hash of the key
 */
public record SensitiveDataThresholds(
    Duration learning, long minimumItems, int sharePercent, int samplePercent) {
  /** The documented defaults: learning 7 days, every item looked at. */
  public static final SensitiveDataThresholds DEFAULTS =
      new SensitiveDataThresholds(Duration.ofDays(7), 20, 5, 100);
}

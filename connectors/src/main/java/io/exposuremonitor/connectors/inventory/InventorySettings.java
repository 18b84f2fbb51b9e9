package io.exposuremonitor.connectors.inventory;

import io.exposuremonitor.connectors.aws.AwsAccess;
import java.io.Serializable;
import java.time.Duration;

/**
 * What is looked at, and how often.
 *
 * @param access one account and region
 * @param interval from the start of one sweep to that of the next; a sweep that takes longer is
 *     followed by the next at once
 * @param callsPerSecond of all calls together
 * @param tablePrefix only tables whose names begin so; empty for all
 * @param trails whether trails are looked at too
 */
public record InventorySettings(
    AwsAccess access, Duration interval, double callsPerSecond, String tablePrefix, boolean trails)
    implements Serializable {
  /**
   * @throws IllegalArgumentException when interval or rate are not positive
   */
  public InventorySettings {
    if (interval.isNegative() || interval.isZero() || callsPerSecond <= 0) {
      throw new IllegalArgumentException("interval and rate must be positive");
    }
  }
}

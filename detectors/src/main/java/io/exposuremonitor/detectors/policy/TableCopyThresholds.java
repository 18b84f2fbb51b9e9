package io.exposuremonitor.detectors.policy;

import java.time.Duration;

/**
 * When an export or a backup of a whole table is unusual.
 *
 * @param learning how long the monitor is to have watched before a copy first seen counts
 * @param memory after so long without one, an actor's copies of a table are forgotten
 * @param preparation an export so soon after point-in-time recovery was switched on was prepared
 */
public record TableCopyThresholds(Duration learning, Duration memory, Duration preparation) {
  /** The documented defaults: learning 7 days, memory 45, so that monthly jobs stay known. */
  public static final TableCopyThresholds DEFAULTS =
      new TableCopyThresholds(Duration.ofDays(7), Duration.ofDays(45), Duration.ofHours(24));
}

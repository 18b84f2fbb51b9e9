package io.exposuremonitor.detectors.policy;

import java.time.Duration;

/**
 * When PartiQL is unusual.
 *
 * @param learning how long an actor, and the monitor itself, is watched before something first seen
 *     counts
 * @param memory after so long without being seen, a shape is forgotten
 * @param massWrites statements that write, or delete, within five minutes
 */
public record PartiqlThresholds(Duration learning, Duration memory, long massWrites) {
  /** The documented defaults: learning 7 days, memory 14 days. */
  public static final PartiqlThresholds DEFAULTS =
      new PartiqlThresholds(Duration.ofDays(7), Duration.ofDays(14), 500);
}

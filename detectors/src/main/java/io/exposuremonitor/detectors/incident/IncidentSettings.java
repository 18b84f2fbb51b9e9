package io.exposuremonitor.detectors.incident;

import java.io.Serializable;
import java.time.Duration;

/**
 * When findings form one incident, and when it is resolved.
 *
 * @param resolveAfter quiet time after which an incident is resolved, and the longest gap between
 *     linked findings of one incident; at least the policy's quiet time is used
 */
public record IncidentSettings(Duration resolveAfter) implements Serializable {
  /** A day. */
  public static final IncidentSettings DEFAULT = new IncidentSettings(Duration.ofHours(24));
}

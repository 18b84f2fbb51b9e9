package io.exposuremonitor.detectors.incident;

import java.io.Serializable;
import java.time.Duration;

/**
 * When findings are one incident, and when it is over.
 *
 * @param resolveAfter an incident is resolved when nothing was seen for so long; findings of the
 *     same actor with no more than this between them are one incident. Never taken to be less than
 *     the policy's quiet time
 */
public record IncidentSettings(Duration resolveAfter) implements Serializable {
  /** A day. */
  public static final IncidentSettings DEFAULT = new IncidentSettings(Duration.ofHours(24));
}

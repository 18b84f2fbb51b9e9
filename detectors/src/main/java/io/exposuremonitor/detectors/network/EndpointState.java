package io.exposuremonitor.detectors.network;

import io.exposuremonitor.detectors.baseline.Recency;
import org.jspecify.annotations.Nullable;

/**
 * What {@link OutsideEndpointDetector} remembers of one actor and table. A mutable state class:
 * fields may be added, never removed or renamed. 100 bytes at most.
 */
public final class EndpointState {
  /** When the actor came through a VPC endpoint; null for never. */
  public @Nullable Recency inside;

  /** When it came from elsewhere; null for never. */
  public @Nullable Recency outside;

  /** Event time at which all is forgotten unless there is more, epoch milliseconds. */
  public long expiresAt = Long.MIN_VALUE;

  /** When the detector asked to be woken for that, epoch milliseconds. */
  public long expiryWakeUp = Long.MIN_VALUE;
}

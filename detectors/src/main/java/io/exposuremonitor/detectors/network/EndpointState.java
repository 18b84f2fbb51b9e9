package io.exposuremonitor.detectors.network;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import org.jspecify.annotations.Nullable;

/**
 * The state of {@link OutsideEndpointDetector} for one actor and table. A mutable state class:
 * fields may be added, never removed or renamed. 100 bytes at most.
 */
public final class EndpointState extends ExpiringState {
  /** When the actor came through a VPC endpoint; null for never. */
  public @Nullable Recency inside;

  /** When it came from elsewhere; null for never. */
  public @Nullable Recency outside;
}

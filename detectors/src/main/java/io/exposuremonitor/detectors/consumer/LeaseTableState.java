package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LeaseTableDetector} remembers of one table: under 100 bytes. A mutable state class:
 * fields may be added, never removed or renamed.
 */
public final class LeaseTableState extends ExpiringState {
  /** When leases were written or read; null for never. */
  public @Nullable Recency seen;

  /** Whether the settings name the table. */
  public boolean named;
}

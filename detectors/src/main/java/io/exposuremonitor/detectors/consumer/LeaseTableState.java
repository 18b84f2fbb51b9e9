package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.baseline.Recency;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LeaseTableDetector} remembers of one table: under 100 bytes. A mutable state class:
 * fields may be added, never removed or renamed.
 */
public final class LeaseTableState {
  /** When leases were written or read; null for never. */
  public @Nullable Recency seen;

  /** Whether the settings name the table. */
  public boolean named;

  /** Event time at which all is forgotten unless there is a lease again, epoch milliseconds. */
  public long expiresAt = Long.MIN_VALUE;

  /** When the detector asked to be woken for that, epoch milliseconds. */
  public long expiryWakeUp = Long.MIN_VALUE;
}

package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.baseline.RateBaselineState;

/**
 * The state of {@link SourceWatch} for one source. A mutable state class: fields may be added,
 * never removed or renamed. Less than 1.3 KB, typically about 450 bytes. All times are wall-clock
 * time, epoch milliseconds.
 */
public final class SourceWatchState {
  /** Records in each hour of the week, by arrival. */
  public RateBaselineState rate = new RateBaselineState();

  /** Time of the first pulse. */
  public long first;

  /** Time of the last pulse. */
  public long pulse;

  /** Time at which the last records arrived, or {@link Long#MIN_VALUE}. */
  public long heard = Long.MIN_VALUE;

  /** Records that arrived in the hour that {@link #heard} falls in. */
  public long inHour;

  /** Start of uninterrupted observation. */
  public long watched;

  /** Time at which silence was last signalled, or {@link Long#MIN_VALUE}. */
  public long signalled = Long.MIN_VALUE;
}

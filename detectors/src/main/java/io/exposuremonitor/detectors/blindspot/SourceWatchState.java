package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.baseline.RateBaselineState;

/**
 * What {@link SourceWatch} remembers of one source. A mutable state class: fields may be added,
 * never removed or renamed. Under 1.3 KB, about 450 bytes as a rule. All times are the clock's,
 * epoch milliseconds.
 */
public final class SourceWatchState {
  /** Records in each hour of the week, by arrival. */
  public RateBaselineState rate = new RateBaselineState();

  /** The first pulse. */
  public long first;

  /** The last pulse. */
  public long pulse;

  /** The last records arrived then, or {@link Long#MIN_VALUE}. */
  public long heard = Long.MIN_VALUE;

  /** Records that arrived in the hour that {@link #heard} falls in. */
  public long inHour;

  /** Watched without a break since. */
  public long watched;

  /** Silence was last signalled then, or {@link Long#MIN_VALUE}. */
  public long told = Long.MIN_VALUE;
}

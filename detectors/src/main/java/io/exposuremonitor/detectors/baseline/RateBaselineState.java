package io.exposuremonitor.detectors.baseline;

/**
 * What {@link RateBaseline} remembers. A mutable state class: fields may be added, never removed or
 * renamed.
 *
 * <p>Size: 2 bytes for each hour of the week once any has been learned, 16 for each open hour:
 * usually 336 and about 50, at most {@value RateBaseline#MAX_BYTES}.
 */
public final class RateBaselineState {
  /** The level of each hour of the week, quantised by {@link RateBaseline}; empty at first. */
  public byte[] levels = {};

  /** Number of weeks learned for each hour of the week, at most {@link Byte#MAX_VALUE}. */
  public byte[] weeks = {};

  /** The first hour that is not closed, hours since the epoch. */
  public long next = Long.MIN_VALUE;

  /** The first hour that is not over, hours since the epoch, according to the settled time. */
  public long settled = Long.MIN_VALUE;

  /** The hours with counts that are not closed, ascending, hours since the epoch. */
  public long[] openHours = {};

  /** The count of each open hour. */
  public long[] openCounts = {};
}

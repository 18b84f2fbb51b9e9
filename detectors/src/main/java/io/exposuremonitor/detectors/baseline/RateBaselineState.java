package io.exposuremonitor.detectors.baseline;

/**
 * What {@link RateBaseline} remembers. A mutable state class: fields may be added, never removed or
 * renamed.
 *
 * <p>Size: 2 bytes for each hour of the week once one was taught, 16 for each hour that is open:
 * 336 and about 50 as a rule, {@value RateBaseline#MOST_BYTES} at most.
 */
public final class RateBaselineState {
  /** The level of each hour of the week, as {@link RateBaseline} quantises it; empty at first. */
  public byte[] levels = {};

  /** How many weeks taught each hour of the week, at most {@link Byte#MAX_VALUE}. */
  public byte[] weeks = {};

  /** The first hour that was not taught yet, hours since the epoch. */
  public long next = Long.MIN_VALUE;

  /** The first hour that is not over, hours since the epoch, as far as was told. */
  public long settled = Long.MIN_VALUE;

  /** Hours that are not taught yet, ascending, hours since the epoch. */
  public long[] openHours = {};

  /** What was counted in each of them. */
  public long[] openCounts = {};
}

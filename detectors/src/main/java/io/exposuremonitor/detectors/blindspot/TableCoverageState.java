package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.baseline.RateBaselineState;
import io.exposuremonitor.detectors.policy.BlindspotThresholds;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link TableCoverage} remembers of one table. A mutable state class: fields may be added,
 * never removed or renamed. About 400 bytes, and 40 for each hour in which the table was alive and
 * not heard, of which there are {@value BlindspotThresholds#MOST_DARK_HOURS} at most.
 */
public final class TableCoverageState {
  /** Data events in each hour of the week. */
  public RateBaselineState rate = new RateBaselineState();

  /** The last hour with data events, hours since the epoch; {@link Long#MIN_VALUE} for none. */
  public long heard = Long.MIN_VALUE;

  /** The last hour with any sign of life, hours since the epoch. */
  public long alive = Long.MIN_VALUE;

  /** Hours after {@link #heard} in which it was alive, and others were heard; ascending. */
  public List<DarkHour> dark = new ArrayList<>();

  /** A wake-up was asked for, for this time, epoch milliseconds; 0 for none. */
  public long expires;
}

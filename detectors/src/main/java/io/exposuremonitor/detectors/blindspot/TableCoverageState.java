package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.baseline.RateBaselineState;
import io.exposuremonitor.detectors.policy.BlindspotThresholds;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of {@link TableCoverage} for one table. A mutable state class: fields may be added,
 * never removed or renamed. About 400 bytes, plus 40 for each of at most {@value
 * BlindspotThresholds#MAX_DARK_HOURS} dark hours.
 */
public final class TableCoverageState {
  /** Data events in each hour of the week. */
  public RateBaselineState rate = new RateBaselineState();

  /** The last hour with data events, hours since the epoch; {@link Long#MIN_VALUE} for none. */
  public long heard = Long.MIN_VALUE;

  /** The last hour with any sign of life, hours since the epoch. */
  public long alive = Long.MIN_VALUE;

  /**
   * Hours after {@link #heard} in which it was in use and only other tables were reported;
   * ascending.
   */
  public List<DarkHour> dark = new ArrayList<>();

  /** Time of the pending timer, epoch milliseconds; 0 for none. */
  public long expires;
}

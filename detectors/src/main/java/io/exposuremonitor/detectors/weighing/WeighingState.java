package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link Weigher} remembers of one table. A mutable state class: fields may be added, never
 * removed or renamed.
 *
 * <p>Size: under 500 bytes for a table without open findings; each of those adds its own size,
 * about 1.5 KB as a rule.
 */
public final class WeighingState {
  /** Ascending by time; each holds other classes than the one before it. */
  public List<Holdings> holdings = new ArrayList<>();

  /** Findings that are open, the one told last at the end; live only. */
  public List<ToldFinding> open = new ArrayList<>();

  /** The table's size in bytes as an inventory last saw it; 0 when unknown. */
  public long sizeBytes;

  /** The table's items as an inventory last saw them; 0 when unknown. */
  public long itemCount;

  /** Findings that wait until what the table held is known; in a replay only. */
  public List<Finding> waiting = new ArrayList<>();
}

package io.exposuremonitor.detectors.weighing;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.sensitivity.Holdings;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of {@link Weigher} for one table. A mutable state class: fields may be added, never
 * removed or renamed.
 *
 * <p>Size: under 500 bytes for a table without open findings; each open finding adds its own size,
 * typically about 1.5 KB.
 */
public final class WeighingState {
  /** Ascending by time; each differs from its predecessor. */
  public List<Holdings> holdings = new ArrayList<>();

  /** Open findings, the most recently updated last; live only. */
  public List<ReportedFinding> open = new ArrayList<>();

  /** The table's size in bytes by the latest inventory; 0 if unknown. */
  public long sizeBytes;

  /** The table's item count by the latest inventory; 0 if unknown. */
  public long itemCount;

  /** Findings that wait until the holdings at their end are known; replay only. */
  public List<Finding> waiting = new ArrayList<>();
}

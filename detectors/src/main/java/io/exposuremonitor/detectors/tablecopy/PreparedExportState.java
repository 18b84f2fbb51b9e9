package io.exposuremonitor.detectors.tablecopy;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@link PreparedExportDetector} remembers of one actor and table. A mutable state class:
 * fields may be added, never removed or renamed.
 *
 * <p>Bounded: at most {@value #MAX_STEPS} steps of each kind of about 400 bytes, 7 KB in all; 29 KB
 * if every user agent has the maximum length.
 */
public final class PreparedExportState {
  /** Steps of each kind that are remembered; the oldest are evicted first. */
  public static final int MAX_STEPS = 8;

  /** Time for which a step is remembered, milliseconds. */
  public long windowMillis;

  /** Changes of point-in-time recovery, ascending. */
  public List<ExportStep> changes = new ArrayList<>();

  /** Exports, ascending. */
  public List<ExportStep> exports = new ArrayList<>();
}

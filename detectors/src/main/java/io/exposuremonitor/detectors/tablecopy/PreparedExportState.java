package io.exposuremonitor.detectors.tablecopy;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of {@link PreparedExportDetector} for one actor and table. A mutable state class:
 * fields may be added, never removed or renamed.
 *
 * <p>Bounded: at most {@value #MAX_STEPS} steps of each kind of about 400 bytes, 7 KB in all; 29 KB
 * if every user agent has the maximum length.
 */
public final class PreparedExportState {
  /** Maximum number of steps of each kind remembered; the oldest are evicted first. */
  public static final int MAX_STEPS = 8;

  /** How long a step is remembered, milliseconds. */
  public long windowMillis;

  /** Changes of point-in-time recovery, ascending. */
  public List<ExportStep> changes = new ArrayList<>();

  /** Exports, ascending. */
  public List<ExportStep> exports = new ArrayList<>();
}

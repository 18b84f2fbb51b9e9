package io.exposuremonitor.detectors.tablecopy;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of {@link ExportReadDetector} for one bucket. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Bounded: 300 bytes for each of at most {@value #MAX_EXPORTS} exports, 40 bytes for each of at
 * most {@value #MAX_READERS} readers, 2 KB for each of at most {@value #MAX_WAITING} waiting reads
 * and {@value #MAX_JUDGED} judged ones. 215 KB at most.
 */
public final class ExportReadState extends ExpiringState {
  /** Maximum number of exports remembered per bucket; the oldest are evicted first. */
  public static final int MAX_EXPORTS = 256;

  /** Maximum number of readers remembered per bucket. */
  public static final int MAX_READERS = 256;

  /**
   * Maximum number of reads that wait for the record of their export; beyond it, the oldest is
   * reported.
   */
  public static final int MAX_WAITING = 32;

  /**
   * Maximum number of judged reads to which further files may be added; beyond it, those of the
   * oldest are counted anew.
   */
  public static final int MAX_JUDGED = 32;

  /** Exports in the bucket, ascending by time. */
  public List<KeptExport> exports = new ArrayList<>();

  /** When each reader fetched files, by the reader's hash. */
  public Map<Long, Recency> readers = new HashMap<>();

  /** When readers were evicted although they were within the memory; null for never. */
  public @Nullable Recency forgetting;

  /** Unusual reads of exports whose records may still arrive: one per reader, folder and slot. */
  public List<ExportUse> waiting = new ArrayList<>();

  /**
   * Unusual reads that were judged before all events of their slot had arrived: one per reader,
   * folder and slot. Further files of the same read are added to them.
   */
  public List<ExportUse> judged = new ArrayList<>();
}

package io.exposuremonitor.detectors.recon;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link EnumerationDetector} remembers of one actor. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Bounded: 40 bytes for each of at most {@value #MAX_LOOKS} looks by program and as many by
 * browser and refused, 200 bytes for each quarter of an hour of the last two. 130 KB at most; an
 * actor that looks at one table takes under 600 bytes.
 */
public final class EnumerationState extends ExpiringState {
  /** Looks remembered per actor, of each sort. */
  public static final int MAX_LOOKS = 1_024;

  /** When a program took each look, by hash. */
  public Map<Long, Recency> looks = new HashMap<>();

  /** When a browser took each look, by hash. */
  public Map<Long, Recency> consoleLooks = new HashMap<>();

  /** When each denied or failed look was taken, by hash. */
  public Map<Long, Recency> failedLooks = new HashMap<>();

  /** When looks of a sort were evicted although they were within the memory, by the sort's name. */
  public Map<String, Recency> forgetting = new HashMap<>();

  /** The last quarters of an hour with looks, ascending. */
  public List<EnumerationSlot> recent = new ArrayList<>();

  /** Event time of the latest look, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;
}

package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link DeniedBurstDetector} remembers of one actor. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Bounded: 40 bytes for each of at most {@value #MAX_USES} things that it does with tables, and,
 * for two hours, 500 bytes for each of at most {@value #MAX_REFUSED} refusals and {@value
 * #MAX_FIRSTS} first successes. 210 KB at most; an actor that reads one table takes under 300
 * bytes.
 */
public final class DeniedBurstState extends ExpiringState {
  /** Pairs of table and what is done with it that are remembered per actor. */
  public static final int MAX_USES = 256;

  /** Refusals remembered, distinct by what was refused and the five minutes. */
  public static final int MAX_REFUSED = 128;

  /** First successes remembered. */
  public static final int MAX_FIRSTS = 64;

  /** When the actor succeeded in what, by a hash of kind and table. */
  public Map<Long, Recency> uses = new HashMap<>();

  /** When uses were evicted for lack of room; null for never. */
  public @Nullable Recency forgetting;

  /** Refusals of the last hours, ascending by time. */
  public List<Refused> refused = new ArrayList<>();

  /** First successes of the last hours, ascending by time. */
  public List<FirstSuccess> firsts = new ArrayList<>();

  /** Event time of the latest sighting, epoch milliseconds. */
  public long newest = Long.MIN_VALUE;
}

package io.exposuremonitor.detectors.network;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link NewOriginDetector} remembers of one actor. A mutable state class: fields may be
 * added, never removed or renamed.
 *
 * <p>Bounded: 40 bytes for each of at most {@value #MAX_ORIGINS} networks, programs and regions. 8
 * KB at most; an actor with one of each takes 250 bytes.
 */
public final class OriginState extends ExpiringState {
  /** Networks, programs and regions remembered per actor, of each sort. */
  public static final int MAX_ORIGINS = 64;

  /** When the actor called at all; null for never. */
  public @Nullable Recency calls;

  /** When it called from which network, by hash. */
  public Map<Long, Recency> networks = new HashMap<>();

  /** When it called by which program, by hash. */
  public Map<Long, Recency> programs = new HashMap<>();

  /** When it called in which region, by hash. */
  public Map<Long, Recency> regions = new HashMap<>();

  /** When any of these were evicted for lack of room; null for never. */
  public @Nullable Recency forgetting;
}

package io.exposuremonitor.detectors.network;

import io.exposuremonitor.detectors.baseline.Recency;
import io.exposuremonitor.detectors.detection.ExpiringState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of {@link NewOriginDetector} for one actor. A mutable state class: fields may be added,
 * never removed or renamed.
 *
 * <p>Bounded: 40 bytes for each of at most {@value #MAX_ORIGINS} networks, programs and regions. 8
 * KB at most; an actor with one of each takes 250 bytes.
 */
public final class OriginState extends ExpiringState {
  /** Maximum number of networks, of programs and of regions remembered per actor. */
  public static final int MAX_ORIGINS = 64;

  /** When the actor called at all; null for never. */
  public @Nullable Recency calls;

  /** When the actor called from each network, by the network's hash. */
  public Map<Long, Recency> networks = new HashMap<>();

  /** When it used each program, by the program's hash. */
  public Map<Long, Recency> programs = new HashMap<>();

  /** When it called in each region, by the region's hash. */
  public Map<Long, Recency> regions = new HashMap<>();

  /** When any of these were evicted because there were too many; null for never. */
  public @Nullable Recency forgetting;
}

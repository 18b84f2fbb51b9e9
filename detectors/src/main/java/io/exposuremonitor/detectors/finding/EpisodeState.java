package io.exposuremonitor.detectors.finding;

import java.util.List;

/**
 * What is remembered of one analytic, actor and resource. Native types only; changes are additive.
 *
 * <p>Size of one open episode: about 1 KB as a rule; at most {@value #MAX_EPISODE_BYTES} bytes of
 * ASCII text, of which 8 KB are the event hashes of rules and 8 KB are origins, besides what the
 * analytic says of itself and the ARNs.
 *
 * @param schemaVersion of this layout, {@value #VERSION}
 * @param open open episodes, no two within the quiet time of each other, the one touched last at
 *     the end; at most {@value #MAX_OPEN}
 */
public record EpisodeState(int schemaVersion, List<Episode> open) {
  /** The present layout. */
  public static final int VERSION = 1;

  /** Episodes open at once. */
  public static final int MAX_OPEN = 4;

  /** Bound on the bytes of one open episode, in ASCII, without the analytic's own text. */
  public static final int MAX_EPISODE_BYTES = 32_768;

  public EpisodeState {
    open = open == null ? List.of() : List.copyOf(open);
  }
}

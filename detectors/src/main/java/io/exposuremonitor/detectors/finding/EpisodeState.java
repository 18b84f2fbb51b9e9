package io.exposuremonitor.detectors.finding;

import java.util.List;

/**
 * The open episodes of one analytic, actor and resource. Native types only; changes are additive.
 *
 * <p>Size of one open episode: typically about 1 KB; at most {@value #MAX_EPISODE_BYTES} bytes of
 * ASCII text, 8 KB of which are the event hashes of rules and 8 KB are origins, not counting the
 * analytic's own text and the ARNs.
 *
 * @param schemaVersion of this layout, {@value #VERSION}
 * @param open open episodes, separated by more than the quiet time, the most recently updated one
 *     last; at most {@value #MAX_OPEN}
 */
public record EpisodeState(int schemaVersion, List<Episode> open) {
  /** The current layout. */
  public static final int VERSION = 1;

  /** Maximum number of open episodes. */
  public static final int MAX_OPEN = 4;

  /** Bound on the bytes of one open episode, in ASCII, without the analytic's own text. */
  public static final int MAX_EPISODE_BYTES = 32_768;

  public EpisodeState {
    open = open == null ? List.of() : List.copyOf(open);
  }
}

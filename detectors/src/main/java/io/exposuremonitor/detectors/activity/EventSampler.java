package io.exposuremonitor.detectors.activity;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses the activities of a bundle whose event ids it carries. */
final class EventSampler {
  private static final int NONE = -1;
  private static final int SAMPLES = ActivityBundle.MAX_SAMPLES;
  private static final int STRETCHES =
      (int) (ActivityBundle.SLOT_MILLIS / ActivityBundle.PARTIQL_SAMPLE_MILLIS);

  private final long[] idHash;

  /** Places for the chosen: of each facet and stretch, in the order of their hashes. */
  private final int[] chosen;

  private EventSampler(long[] idHash, int facets) {
    this.idHash = idHash;
    chosen = new int[facets * STRETCHES * SAMPLES];
    Arrays.fill(chosen, NONE);
  }

  /**
   * Indexes of the activities to name, ascending.
   *
   * @param size how many elements of the columns are in use
   */
  static int[] sample(List<Facet> facets, int[] facet, int[] offset, long[] idHash, int size) {
    if (size <= SAMPLES) {
      return IntStream.range(0, size).toArray();
    }
    EventSampler sampler = new EventSampler(idHash, facets.size());
    for (int i = 0; i < size; i++) {
      boolean partiql = facets.get(facet[i]).operation().isPartiql();
      long length = partiql ? ActivityBundle.PARTIQL_SAMPLE_MILLIS : ActivityBundle.SAMPLE_MILLIS;
      sampler.offer(i, (facet[i] * STRETCHES + (int) (offset[i] / length)) * SAMPLES);
    }
    return Arrays.stream(sampler.chosen).filter(i -> i != NONE).sorted().toArray();
  }

  private void offer(int activity, int first) {
    int end = first + SAMPLES;
    int at = first;
    while (at < end && chosen[at] != NONE && idHash[chosen[at]] < idHash[activity]) {
      at++;
    }
    if (at == end || (chosen[at] != NONE && idHash[chosen[at]] == idHash[activity])) {
      return;
    }
    System.arraycopy(chosen, at, chosen, at + 1, end - at - 1);
    chosen[at] = activity;
  }
}

package io.exposuremonitor.detectors.activity;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Samples the activities whose event ids a bundle includes. */
final class EventSampler {
  private static final int NONE = -1;
  private static final int SAMPLES = ActivityBundle.MAX_SAMPLES;

  private final long[] idHash;

  /**
   * By facet: for each interval, the sampled activities in the order of their hashes. Alike facets
   * share one array.
   */
  private final int[][] chosen;

  /** One facet of each set of alike facets. */
  private final int[] representatives;

  private int kinds;

  private EventSampler(List<Facet> facets, long[] idHash) {
    this.idHash = idHash;
    chosen = new int[facets.size()][];
    representatives = new int[facets.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = sampleOf(facets, i);
    }
  }

  /**
   * Indexes of the sampled activities, ascending.
   *
   * @param size number of elements in use in the columns
   */
  static int[] sample(List<Facet> facets, int[] facet, int[] offset, long[] idHash, int size) {
    if (size <= SAMPLES) {
      return IntStream.range(0, size).toArray();
    }
    EventSampler sampler = new EventSampler(facets, idHash);
    for (int i = 0; i < size; i++) {
      long interval = ActivityBundle.sampleMillis(facets.get(facet[i]).operation());
      sampler.offer(sampler.chosen[facet[i]], (int) (offset[i] / interval) * SAMPLES, i);
    }
    return sampler.all(size);
  }

  private int[] sampleOf(List<Facet> facets, int facet) {
    Facet own = facets.get(facet);
    for (int i = 0; i < kinds; i++) {
      if (facets.get(representatives[i]).isAlike(own)) {
        return chosen[representatives[i]];
      }
    }
    representatives[kinds++] = facet;
    long interval = ActivityBundle.sampleMillis(own.operation());
    int[] none = new int[(int) (ActivityBundle.SLOT_MILLIS / interval) * SAMPLES];
    Arrays.fill(none, NONE);
    return none;
  }

  private void offer(int[] ofFacet, int first, int activity) {
    int end = first + SAMPLES;
    int at = first;
    while (at < end && ofFacet[at] != NONE && idHash[ofFacet[at]] < idHash[activity]) {
      at++;
    }
    if (at == end || (ofFacet[at] != NONE && idHash[ofFacet[at]] == idHash[activity])) {
      return;
    }
    System.arraycopy(ofFacet, at, ofFacet, at + 1, end - at - 1);
    ofFacet[at] = activity;
  }

  private int[] all(int size) {
    BitSet named = new BitSet(size);
    for (int i = 0; i < kinds; i++) {
      for (int activity : chosen[representatives[i]]) {
        if (activity != NONE) {
          named.set(activity);
        }
      }
    }
    int[] indexes = new int[named.cardinality()];
    int activity = named.nextSetBit(0);
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = activity;
      activity = named.nextSetBit(activity + 1);
    }
    return indexes;
  }
}

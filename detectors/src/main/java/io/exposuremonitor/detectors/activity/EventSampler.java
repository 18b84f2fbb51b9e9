package io.exposuremonitor.detectors.activity;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses the activities whose event ids a bundle carries. */
final class EventSampler {
  private static final int NONE = -1;
  private static final int SAMPLES = ActivityBundle.MAX_SAMPLES;

  private final long[] idHash;

  /**
   * By facet: for each stretch, the chosen activities in the order of their hashes. Alike facets
   * share them.
   */
  private final int[][] chosen;

  /** Facets no two of which are alike, while each of the others is like one of them. */
  private final int[] unlike;

  private int kinds;

  private EventSampler(List<Facet> facets, long[] idHash) {
    this.idHash = idHash;
    chosen = new int[facets.size()][];
    unlike = new int[facets.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = chosenOf(facets, i);
    }
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
    EventSampler sampler = new EventSampler(facets, idHash);
    for (int i = 0; i < size; i++) {
      long stretch = ActivityBundle.sampleMillis(facets.get(facet[i]).operation());
      sampler.offer(sampler.chosen[facet[i]], (int) (offset[i] / stretch) * SAMPLES, i);
    }
    return sampler.all(size);
  }

  private int[] chosenOf(List<Facet> facets, int facet) {
    Facet own = facets.get(facet);
    for (int i = 0; i < kinds; i++) {
      if (facets.get(unlike[i]).isAlike(own)) {
        return chosen[unlike[i]];
      }
    }
    unlike[kinds++] = facet;
    long stretch = ActivityBundle.sampleMillis(own.operation());
    int[] none = new int[(int) (ActivityBundle.SLOT_MILLIS / stretch) * SAMPLES];
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
      for (int activity : chosen[unlike[i]]) {
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

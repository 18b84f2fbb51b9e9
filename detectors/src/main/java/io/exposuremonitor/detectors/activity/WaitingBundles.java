package io.exposuremonitor.detectors.activity;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Bundles that wait, by actor, resource and slot, in the order in which they began. A table of its
 * own, since it is asked for every activity and what it holds is in no cache by then: a map would
 * go by its node and its key to a bundle that knows all that its key says. Not thread-safe.
 */
final class WaitingBundles {
  private static final int SPREAD = 0x9E3779B1;
  private static final int INITIAL_CAPACITY = 64;

  private @Nullable BundleBuilder[] inOrder = new BundleBuilder[INITIAL_CAPACITY];
  private int size;

  /** Twice as long as {@link #inOrder}, so that there is always a free place; a power of two. */
  private @Nullable BundleBuilder[] places = new BundleBuilder[2 * INITIAL_CAPACITY];

  /** Hashes of what lies in the places: what falls in one place is told apart without a look. */
  private int[] hashes = new int[2 * INITIAL_CAPACITY];

  /** How many bundles wait, also those that are empty again. */
  int size() {
    return size;
  }

  /**
   * The bundle that an activity belongs to; one that begins now if there is none.
   *
   * @param slot the activity's
   * @param tick of the bundler, now
   */
  BundleBuilder of(Activity activity, long slot, int tick) {
    int hash = hash(activity.actor().id(), activity.resource(), slot);
    int place = hash & (places.length - 1);
    BundleBuilder there = places[place];
    while (there != null) {
      if (hashes[place] == hash && there.holds(activity, slot)) {
        return there;
      }
      place = (place + 1) & (places.length - 1);
      there = places[place];
    }
    BundleBuilder begun = new BundleBuilder(activity.actor(), activity.resource(), slot, tick);
    append(begun, hash);
    return begun;
  }

  /** The oldest slot of which activities wait, epoch milliseconds; the maximum when none do. */
  long oldestSlot() {
    long oldest = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      BundleBuilder builder = at(i);
      oldest = builder.size() == 0 ? oldest : Math.min(oldest, builder.slot());
    }
    return oldest;
  }

  /** Removes all of which {@code leaves} is true; it is asked once for each, in order. */
  void removeIf(Predicate<BundleBuilder> leaves) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      BundleBuilder builder = at(i);
      if (!leaves.test(builder)) {
        inOrder[kept++] = builder;
      }
    }
    if (kept < size) {
      Arrays.fill(inOrder, kept, size, null);
      size = kept;
      placeAll();
    }
  }

  private BundleBuilder at(int index) {
    BundleBuilder builder = inOrder[index];
    if (builder == null) {
      throw new IllegalStateException("nothing waits at " + index + " of " + size);
    }
    return builder;
  }

  private void append(BundleBuilder builder, int hash) {
    if (size == inOrder.length) {
      inOrder = Arrays.copyOf(inOrder, 2 * size);
      places = new BundleBuilder[4 * size];
      hashes = new int[4 * size];
      placeAll();
    }
    inOrder[size++] = builder;
    place(builder, hash);
  }

  private void placeAll() {
    Arrays.fill(places, null);
    for (int i = 0; i < size; i++) {
      BundleBuilder builder = at(i);
      place(builder, hash(builder.actor().id(), builder.resource(), builder.slot()));
    }
  }

  private void place(BundleBuilder builder, int hash) {
    int place = hash & (places.length - 1);
    while (places[place] != null) {
      place = (place + 1) & (places.length - 1);
    }
    places[place] = builder;
    hashes[place] = hash;
  }

  /** Names differ by a digit or two, and sums of 31 times this and that would collide. */
  private static int hash(String actor, String resource, long slot) {
    int both = (actor.hashCode() * SPREAD + resource.hashCode()) * SPREAD;
    int all = ((both ^ both >>> 15) * SPREAD + Long.hashCode(slot)) * SPREAD;
    return all ^ all >>> 15;
  }
}

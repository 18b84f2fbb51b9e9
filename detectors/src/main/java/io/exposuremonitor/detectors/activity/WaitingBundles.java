package io.exposuremonitor.detectors.activity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Bundles that wait, by actor, resource and slot, in the order in which they began. A hash table of
 * its own, since it is accessed for every activity and its content is in no processor cache by
 * then: a map would access its node and its key before the bundle, which holds all of the key. Not
 * thread-safe.
 *
 * <p>Callers choose the names of tables, so they can make hashes collide. A search therefore passes
 * at most {@value #MOST_PROBES} places; bundles that find none of those free are kept in a map,
 * whose buckets are trees.
 */
final class WaitingBundles {
  private static final int SPREAD = 0x9E3779B1;
  private static final int INITIAL_CAPACITY = 64;

  /** Half of the places are free, so that only deliberate collisions make a search get this far. */
  private static final int MOST_PROBES = 64;

  private @Nullable BundleBuilder[] inOrder = new BundleBuilder[INITIAL_CAPACITY];
  private int size;

  /** Twice as long as {@link #inOrder}, so that there is always a free place; a power of two. */
  private @Nullable BundleBuilder[] places = new BundleBuilder[2 * INITIAL_CAPACITY];

  /** Hashes of the bundles in the places, so that most others are rejected without an access. */
  private int[] hashes = new int[2 * INITIAL_CAPACITY];

  private final Map<Key, BundleBuilder> overflow = new HashMap<>();

  /** Ordered, so that a map finds it in logarithmic time among keys with the same hash. */
  private record Key(String resource, String actor, long slot) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::resource).thenComparing(Key::actor).thenComparingLong(Key::slot);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** The number of waiting bundles, empty ones included. */
  int size() {
    return size;
  }

  /**
   * The bundle that an activity belongs to; a new one if there is none.
   *
   * @param slot the activity's
   * @param tick the bundler's present tick
   */
  BundleBuilder of(Activity activity, long slot, int tick) {
    int hash = hash(activity.actor().id(), activity.resource(), slot);
    BundleBuilder known = find(activity, slot, hash);
    if (known != null) {
      return known;
    }
    BundleBuilder begun = new BundleBuilder(activity.actor(), activity.resource(), slot, tick);
    append(begun, hash);
    return begun;
  }

  private @Nullable BundleBuilder find(Activity activity, long slot, int hash) {
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      int place = (hash + probe) & (places.length - 1);
      BundleBuilder there = places[place];
      if (there == null) {
        return null;
      }
      if (hashes[place] == hash && there.holds(activity, slot)) {
        return there;
      }
    }
    return overflow.get(new Key(activity.resource(), activity.actor().id(), slot));
  }

  /**
   * The oldest slot with waiting activities, epoch milliseconds; the maximum when there are none.
   */
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
    overflow.clear();
    for (int i = 0; i < size; i++) {
      BundleBuilder builder = at(i);
      place(builder, hash(builder.actor().id(), builder.resource(), builder.slot()));
    }
  }

  private void place(BundleBuilder builder, int hash) {
    for (int probe = 0; probe < MOST_PROBES; probe++) {
      int place = (hash + probe) & (places.length - 1);
      if (places[place] == null) {
        places[place] = builder;
        hashes[place] = hash;
        return;
      }
    }
    overflow.put(new Key(builder.resource(), builder.actor().id(), builder.slot()), builder);
  }

  /** Names differ by a digit or two, and sums of 31 times this and that would collide. */
  private static int hash(String actor, String resource, long slot) {
    int both = (actor.hashCode() * SPREAD + resource.hashCode()) * SPREAD;
    int all = ((both ^ both >>> 15) * SPREAD + Long.hashCode(slot)) * SPREAD;
    return all ^ all >>> 15;
  }
}

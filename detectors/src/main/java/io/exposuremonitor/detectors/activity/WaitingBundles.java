package io.exposuremonitor.detectors.activity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting bundles by actor, resource and slot, in the order in which they were started. A hash
 * table of its own, because it is accessed for every activity and rarely cached by the processor: a
 * {@code HashMap} would load its node and its key before the bundle, which already contains the
 * key. Not thread-safe.
 *
 * <p>Callers of DynamoDB choose table names, so they could craft collisions. A search therefore
 * passes at most {@value #MAX_PROBES} places; bundles that find no free place among those are kept
 * in a {@code HashMap}, whose buckets become trees.
 */
final class WaitingBundles {
  private static final int SPREAD = 0x9E3779B1;
  private static final int INITIAL_CAPACITY = 64;

  /** Half of the places are free, so only crafted collisions take a search this far. */
  private static final int MAX_PROBES = 64;

  private @Nullable BundleBuilder[] inOrder = new BundleBuilder[INITIAL_CAPACITY];
  private int size;

  /**
   * Twice as long as {@link #inOrder}, so that there is always a free place; the length is a power
   * of two.
   */
  private @Nullable BundleBuilder[] places = new BundleBuilder[2 * INITIAL_CAPACITY];

  /**
   * Hashes of the bundles in {@link #places}, to reject most other bundles without loading them.
   */
  private int[] hashes = new int[2 * INITIAL_CAPACITY];

  private final Map<Key, BundleBuilder> overflow = new HashMap<>();

  /**
   * Ordered, so that a {@code HashMap} finds it in logarithmic time among keys with the same hash.
   */
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
   * The bundle that an activity belongs to, created if necessary.
   *
   * @param slot the activity's slot
   * @param tick the bundler's current tick
   */
  BundleBuilder of(Activity activity, long slot, int tick) {
    int hash = hash(activity.actor().id(), activity.resource(), slot);
    BundleBuilder known = find(activity, slot, hash);
    if (known != null) {
      return known;
    }
    BundleBuilder added = new BundleBuilder(activity.actor(), activity.resource(), slot, tick);
    append(added, hash);
    return added;
  }

  private @Nullable BundleBuilder find(Activity activity, long slot, int hash) {
    for (int probe = 0; probe < MAX_PROBES; probe++) {
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
   * The oldest slot with waiting activities, epoch milliseconds; {@link Long#MAX_VALUE} if there is
   * none.
   */
  long oldestSlot() {
    long oldest = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      BundleBuilder builder = at(i);
      oldest = builder.size() == 0 ? oldest : Math.min(oldest, builder.slot());
    }
    return oldest;
  }

  /** Removes all bundles that satisfy a condition, which is tested once for each, in order. */
  void removeIf(Predicate<BundleBuilder> condition) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      BundleBuilder builder = at(i);
      if (!condition.test(builder)) {
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
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      int place = (hash + probe) & (places.length - 1);
      if (places[place] == null) {
        places[place] = builder;
        hashes[place] = hash;
        return;
      }
    }
    overflow.put(new Key(builder.resource(), builder.actor().id(), builder.slot()), builder);
  }

  /** Table names often differ by only a digit or two, and sums of multiples of 31 would collide. */
  private static int hash(String actor, String resource, long slot) {
    int both = (actor.hashCode() * SPREAD + resource.hashCode()) * SPREAD;
    int all = ((both ^ both >>> 15) * SPREAD + Long.hashCode(slot)) * SPREAD;
    return all ^ all >>> 15;
  }
}

package io.exposuremonitor.detectors.baseline;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * First-seen memory: which of many things were used and when, each known by a 64-bit hash. A view
 * that works in place on a map which belongs to a detector's state. Not thread-safe.
 *
 * <p>Bounded: 40 bytes for each thing, and as many things as the owner allows. When they are more,
 * those go first that were not used for the memory, then those whose last use is the oldest; what
 * is forgotten so looks new when it comes again, so the owner must remember that it happened.
 */
public final class FirstSeen {
  private static final Comparator<Entry<Long, Recency>> OLDEST_FIRST =
      Comparator.<Entry<Long, Recency>>comparingLong(entry -> entry.getValue().newest())
          .thenComparing(Entry.comparingByKey());

  private final Map<Long, Recency> uses;
  private final int most;

  /**
   * @param uses by hash; changed in place
   * @param most how many things may be remembered
   */
  public FirstSeen(Map<Long, Recency> uses, int most) {
    this.uses = uses;
    this.most = most;
  }

  /** True when a thing was not used within the memory, as far as that is settled. */
  public boolean isNew(long hash, Horizon horizon) {
    return horizon.isNew(uses.get(hash));
  }

  /**
   * Remembers uses in the horizon's slot.
   *
   * @return how many things were forgotten, for want of room, that were still within the memory
   */
  public int enter(Collection<Long> hashes, Horizon horizon) {
    hashes.forEach(hash -> uses.compute(hash, (same, use) -> horizon.used(use)));
    if (uses.size() > most) {
      uses.values().removeIf(use -> horizon.settled() - use.newest() > horizon.memory());
    }
    int excess = Math.max(uses.size() - most, 0);
    if (excess > 0) {
      List<Long> oldest =
          uses.entrySet().stream().sorted(OLDEST_FIRST).limit(excess).map(Entry::getKey).toList();
      oldest.forEach(uses::remove);
    }
    return excess;
  }

  /**
   * How many things were used within a window and not within the memory before it. The same for any
   * order of arrival within the lateness, once all of the window has arrived; until then less.
   *
   * @param horizon that of the window's first slot
   * @param slots length of the window, in slots
   */
  public long newWithin(Horizon horizon, long slots) {
    return uses.values().stream()
        .filter(use -> horizon.isWithin(use, slots) && horizon.isNew(use))
        .count();
  }

  /** How many things are known: used within the memory, as far as that is settled. */
  public long known(Horizon horizon) {
    return uses.values().stream().filter(use -> !horizon.isNew(use)).count();
  }
}

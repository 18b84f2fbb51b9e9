package io.exposuremonitor.detectors.baseline;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * First-seen memory: remembers when each of many things, identified by a 64-bit hash, was used. A
 * view that works in place on a map of a detector's state. Not thread-safe.
 *
 * <p>Bounded: 40 bytes per thing, and as many things as the owner permits. Beyond that, things not
 * used within the memory are evicted first, then those whose last use is the oldest. An evicted
 * thing looks new when it is used again, so the owner keeps the {@link Recency} of evictions and
 * considers nothing new if {@linkplain Horizon#isWithinMemory there was one within the memory}; or
 * it evicts nothing, and what has {@linkplain #hasRoomFor no room} stays new.
 */
public final class FirstSeen {
  private static final Comparator<Entry<Long, Recency>> OLDEST_FIRST =
      Comparator.<Entry<Long, Recency>>comparingLong(entry -> entry.getValue().newest())
          .thenComparing(Entry.comparingByKey());

  private final Map<Long, Recency> uses;
  private final int most;

  /**
   * @param uses by hash; changed in place
   * @param most maximum number of things remembered
   */
  public FirstSeen(Map<Long, Recency> uses, int most) {
    this.uses = uses;
    this.most = most;
  }

  /** True when a thing was not used within the memory, judged by settled slots. */
  public boolean isNew(long hash, Horizon horizon) {
    return horizon.isNew(uses.get(hash));
  }

  /** When a thing was used; null if that is not remembered. */
  public @Nullable Recency uses(long hash) {
    return uses.get(hash);
  }

  /**
   * Records uses in the horizon's slot.
   *
   * @param evictions when things were evicted although they were within the memory; null for never
   * @return {@code evictions}, updated with the slot if that happened now
   */
  public @Nullable Recency remember(
      Collection<Long> hashes, Horizon horizon, @Nullable Recency evictions) {
    return remember(hashes, horizon) > 0 ? horizon.used(evictions) : evictions;
  }

  /**
   * Records uses in the horizon's slot.
   *
   * @return the number of things evicted although they were within the memory
   */
  public int remember(Collection<Long> hashes, Horizon horizon) {
    hashes.forEach(hash -> uses.compute(hash, (same, use) -> horizon.used(use)));
    if (uses.size() <= most) {
      return 0;
    }
    forgetBeforeMemory(horizon);
    return evictOldest(uses.size() - most);
  }

  /**
   * Whether things can be recorded without evicting others that are within the memory. Evicts those
   * that are not.
   */
  public boolean hasRoomFor(Collection<Long> hashes, Horizon horizon) {
    if (uses.size() + hashes.size() > most) {
      forgetBeforeMemory(horizon);
    }
    long added = hashes.stream().filter(hash -> !uses.containsKey(hash)).count();
    return added == 0 || uses.size() + added <= most;
  }

  private void forgetBeforeMemory(Horizon horizon) {
    uses.values().removeIf(use -> horizon.settled() - use.newest() > horizon.memory());
  }

  private int evictOldest(int excess) {
    List<Long> oldest =
        uses.entrySet().stream()
            .sorted(OLDEST_FIRST)
            .limit(Math.max(excess, 0))
            .map(Entry::getKey)
            .toList();
    oldest.forEach(uses::remove);
    return oldest.size();
  }

  /**
   * Number of things used within a window and not within the memory before it. Once all events of
   * the window have arrived, it is the same for every order of arrival within the lateness bound;
   * until then it is lower.
   *
   * @param horizon the horizon of the window's first slot
   * @param slots length of the window, in slots
   */
  public long newWithin(Horizon horizon, long slots) {
    return uses.values().stream()
        .filter(use -> horizon.isWithin(use, slots) && horizon.isNew(use))
        .count();
  }

  /** Number of things used within the memory, judged by settled slots. */
  public long known(Horizon horizon) {
    return uses.values().stream().filter(use -> !horizon.isNew(use)).count();
  }
}

package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.Nullable;

/**
 * A bounded store of objects by hash, two per place: a new object evicts the less recently used
 * one. With one object per place, two in five of two thousand objects would share one of four
 * thousand places and evict each other repeatedly. Not thread-safe.
 */
final class SlotPairs<T> {
  private final @Nullable Object[] slots;
  private final int shift;

  /**
   * @param bits log2 of the maximum number of objects, at least 1
   */
  SlotPairs(int bits) {
    slots = new Object[1 << bits];
    shift = Integer.SIZE - bits;
  }

  /** The place for a hash, determined by its highest bits. */
  int placeOf(int hash) {
    return (hash >>> shift) & ~1;
  }

  /** The most recently used object at a place. */
  @Nullable T last(int place) {
    return at(place);
  }

  /** The less recently used object at a place. */
  @Nullable T before(int place) {
    return at(place + 1);
  }

  @SuppressWarnings("unchecked") // only things of this type are kept
  private @Nullable T at(int slot) {
    return (T) slots[slot];
  }

  /** Swaps the two objects, after the less recent one was used again. */
  void swap(int place) {
    Object before = slots[place + 1];
    slots[place + 1] = slots[place];
    slots[place] = before;
  }

  /** Adds a new object as the most recently used one. */
  void put(int place, T thing) {
    slots[place + 1] = slots[place];
    slots[place] = thing;
  }
}

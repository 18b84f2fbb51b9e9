package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.Nullable;

/**
 * A bounded store of objects by their hash, two to each place: a new one evicts the one that was
 * used longer ago. With one to a place, two in five of two thousand objects would share one of four
 * thousand places, and evict each other again and again. Not thread-safe.
 */
final class SlotPairs<T> {
  private final @Nullable Object[] slots;
  private final int shift;

  /**
   * @param bits log2 of the number of objects kept, from 1
   */
  SlotPairs(int bits) {
    slots = new Object[1 << bits];
    shift = Integer.SIZE - bits;
  }

  /** The place for a hash, by its highest bits. */
  int placeOf(int hash) {
    return (hash >>> shift) & ~1;
  }

  /** The object used last at a place. */
  @Nullable T last(int place) {
    return at(place);
  }

  /** The object used before that. */
  @Nullable T before(int place) {
    return at(place + 1);
  }

  @SuppressWarnings("unchecked") // only things of this type are kept
  private @Nullable T at(int slot) {
    return (T) slots[slot];
  }

  /** Swaps the two, after the older one was used again. */
  void swap(int place) {
    Object before = slots[place + 1];
    slots[place + 1] = slots[place];
    slots[place] = before;
  }

  /** Adds a new object, as the one used last. */
  void put(int place, T thing) {
    slots[place + 1] = slots[place];
    slots[place] = thing;
  }
}

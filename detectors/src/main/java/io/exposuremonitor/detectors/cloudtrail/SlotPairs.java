package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.Nullable;

/**
 * A bounded store of things found by a hash, two to each place: what is new crowds out the one that
 * was asked for longer ago. With one to a place, two in five of two thousand things would share one
 * of four thousand places, and crowd each other out again and again. Not thread-safe.
 */
final class SlotPairs<T> {
  private final @Nullable Object[] slots;
  private final int shift;

  /**
   * @param bits log2 of the number of things kept, from 1
   */
  SlotPairs(int bits) {
    slots = new Object[1 << bits];
    shift = Integer.SIZE - bits;
  }

  /** The place for a hash, by its highest bits. */
  int placeOf(int hash) {
    return (hash >>> shift) & ~1;
  }

  /** What was asked for last at a place. */
  @Nullable T last(int place) {
    return at(place);
  }

  /** What was asked for before that. */
  @Nullable T before(int place) {
    return at(place + 1);
  }

  @SuppressWarnings("unchecked") // only things of this type are kept
  private @Nullable T at(int slot) {
    return (T) slots[slot];
  }

  /** Notes that what was asked for before is asked for again. */
  void swap(int place) {
    Object before = slots[place + 1];
    slots[place + 1] = slots[place];
    slots[place] = before;
  }

  /** Keeps a thing that was not there, as the one that was asked for last. */
  void put(int place, T thing) {
    slots[place + 1] = slots[place];
    slots[place] = thing;
  }
}

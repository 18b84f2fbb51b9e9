package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.Nullable;

/**
 * Gives the same object for equal ones, until another crowds it out. Each session names its actor
 * in bytes of its own; whoever compares actors later then need not look into them. Not thread-safe.
 */
final class Canonical<T> {
  private static final int BITS = 12;
  private static final int SPREAD = 0x9E3779B1;

  private final @Nullable Object[] slots = new Object[1 << BITS];

  /** An object that equals {@code value}. */
  @SuppressWarnings("unchecked") // only values are kept
  T of(T value) {
    int slot = (value.hashCode() * SPREAD) >>> (Integer.SIZE - BITS);
    Object known = slots[slot];
    if (value.equals(known)) {
      return (T) known;
    }
    slots[slot] = value;
    return value;
  }
}

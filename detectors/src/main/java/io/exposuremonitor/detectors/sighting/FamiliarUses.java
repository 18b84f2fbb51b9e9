package io.exposuremonitor.detectors.sighting;

import io.exposuremonitor.detectors.baseline.Horizon;
import java.time.Duration;

/**
 * Remembers which uses of tables were already emitted in a settled slot. Detectors therefore know
 * them, and none of them depends on the part of a slot in which such a use happens again.
 *
 * <p>A use is forgotten when it is evicted by another one, or after {@value #MAX_AGE} slots, which
 * is less than any detector remembers it. Takes 512 KiB. Not thread-safe.
 */
final class FamiliarUses {
  private static final int INDEX_BITS = 16;
  private static final int SLOT_BITS = 24;
  private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
  private static final int MAX_AGE = 64;

  /** The upper bits of a use's hash, then the number of the slot in which it was emitted. */
  private final long[] entries = new long[1 << INDEX_BITS];

  private final Duration lateness;

  /**
   * @param lateness lateness bound of events; it determines when a slot is settled
   */
  FamiliarUses(Duration lateness) {
    this.lateness = lateness;
  }

  /**
   * Notes a use that is about to be emitted.
   *
   * @param use a well-mixed hash of actor, table and kind
   * @param time time of the use, epoch milliseconds
   * @return whether the use was noted in a slot that was settled at that time
   */
  boolean note(long use, long time) {
    Horizon horizon = Horizon.at(time, lateness, Duration.ZERO, Duration.ZERO);
    int index = (int) use & (entries.length - 1);
    long entry = entries[index];
    long since = entry & SLOT_MASK;
    boolean isKnown = (entry ^ use) >>> SLOT_BITS == 0 && horizon.slot() - since <= MAX_AGE;
    if (!isKnown || since > horizon.slot()) {
      entries[index] = (use & ~SLOT_MASK) | (horizon.slot() & SLOT_MASK);
    }
    return isKnown && since <= horizon.settled();
  }
}

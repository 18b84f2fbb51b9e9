package io.exposuremonitor.detectors.baseline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a judgement looks back, in slots of {@link #SLOT_MILLIS}. It rests on slots alone that
 * were settled when the event came, so it is the same in any order of arrival within the lateness:
 * what is new stays new for the slot it appears in and for the lateness after it.
 *
 * @param slot number of the slot of what is judged
 * @param settled the latest slot of which nothing is still to come
 * @param memory slots after which what was not used again counts as new
 * @param learning milliseconds for which what is seen only teaches
 */
public record Horizon(long slot, long settled, long memory, long learning) {
  /** Length of a slot. */
  public static final long SLOT_MILLIS = 15 * 60 * 1000L;

  /** Later events than this are judged by what has come. */
  private static final long MOST_SLOTS_LATE = Recency.EXACT_SLOTS / 2 - 1;

  /**
   * For what happens at some time.
   *
   * @param time epoch milliseconds
   * @param lateness how late events may come
   * @param memory what was not used for so long counts as new; at least a day
   * @param learning for how long what is seen only teaches
   */
  public static Horizon at(long time, Duration lateness, Duration memory, Duration learning) {
    long slot = Math.floorDiv(time, SLOT_MILLIS);
    long late = Math.min(slots(lateness) + 1, MOST_SLOTS_LATE);
    long remembered = Math.max(slots(memory), slots(Duration.ofDays(1)));
    return new Horizon(slot, slot - late, remembered, learning.toMillis());
  }

  /** Whole slots, rounded up. */
  private static long slots(Duration duration) {
    return -Math.floorDiv(-duration.toMillis(), SLOT_MILLIS);
  }

  /** True when there was no use within the memory, as far as that is settled. */
  public boolean isNew(@Nullable Recency use) {
    long last = lastSettled(use);
    return last == Recency.NEVER || slot - last > memory;
  }

  /** True when there was a use in the slot or the slots behind it, {@code slots} in all. */
  public boolean isWithin(Recency use, long slots) {
    return use.latestUpTo(slot + slots - 1) >= slot;
  }

  /** Milliseconds for which it has been in use, up to the slot; 0 when it is new. */
  public long history(@Nullable Recency use) {
    if (use == null || isNew(use)) {
      return 0;
    }
    return (slot - use.runStartOf(lastSettled(use), memory)) * SLOT_MILLIS;
  }

  /** What is known of a use, with one in the slot. */
  public Recency used(@Nullable Recency known) {
    return known == null ? Recency.first(slot) : Recency.used(known, slot, memory);
  }

  private long lastSettled(@Nullable Recency use) {
    return use == null ? Recency.NEVER : use.latestUpTo(settled);
  }

  /** Event time at which what was used in this slot is forgotten, epoch milliseconds. */
  public long expiry() {
    return (slot + 1 + memory) * SLOT_MILLIS;
  }
}

package io.exposuremonitor.detectors.baseline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The look-back of a judgement, in slots of {@link #SLOT_MILLIS}. A judgement uses only slots that
 * were settled when the event arrived, so it is the same for every order of arrival within the
 * lateness bound: a new thing stays new for the slot in which it appears and for the lateness bound
 * after it.
 *
 * @param slot number of the slot that is judged
 * @param settled the latest slot whose events have all arrived
 * @param memory slots after which a thing not used again counts as new
 * @param learning milliseconds for which observations only teach
 */
public record Horizon(long slot, long settled, long memory, long learning) {
  /** Length of a slot. */
  public static final long SLOT_MILLIS = 15 * 60 * 1000L;

  /** Events later than this are judged by the slots that have arrived. */
  private static final long MOST_SLOTS_LATE = Recency.EXACT_SLOTS / 2 - 1;

  /**
   * The look-back of a judgement about events at a time.
   *
   * @param time epoch milliseconds
   * @param lateness lateness bound of events
   * @param memory things not used for this long count as new; at least a day
   * @param learning time for which observations only teach
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

  /** Milliseconds since the current run of uses began, up to the slot; 0 when new. */
  public long history(@Nullable Recency use) {
    if (use == null || isNew(use)) {
      return 0;
    }
    return (slot - use.runStartOf(lastSettled(use), memory)) * SLOT_MILLIS;
  }

  /** Adds a use in the slot. */
  public Recency used(@Nullable Recency known) {
    return known == null ? Recency.first(slot) : Recency.used(known, slot, memory);
  }

  private long lastSettled(@Nullable Recency use) {
    return use == null ? Recency.NEVER : use.latestUpTo(settled);
  }

  /** Event time at which a use in this slot is beyond the memory, epoch milliseconds. */
  public long expiry() {
    return (slot + 1 + memory) * SLOT_MILLIS;
  }
}

package io.exposuremonitor.detectors.baseline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The look-back of an evaluation, in slots of {@link #SLOT_MILLIS}. An evaluation uses only slots
 * that were settled when the event arrived, so its result is the same for every order of arrival
 * within the lateness bound: a new thing stays new for the slot in which it appears and for the
 * lateness bound after it.
 *
 * @param slot number of the evaluated slot
 * @param settled the latest slot whose events have all arrived
 * @param memory number of slots after which a thing that was not used again counts as new
 * @param learning milliseconds of observation before anything is reported
 */
public record Horizon(long slot, long settled, long memory, long learning) {
  /** Length of a slot. */
  public static final long SLOT_MILLIS = 15 * 60 * 1000L;

  /** Events with more lateness than this are evaluated by the slots that have arrived. */
  private static final long MAX_SLOTS_LATE = Recency.EXACT_SLOTS / 2 - 1;

  /**
   * The look-back for events at a time.
   *
   * @param time epoch milliseconds
   * @param lateness lateness bound of events
   * @param memory a thing not used for this long counts as new; at least a day
   * @param learning period of observation before anything is reported
   */
  public static Horizon at(long time, Duration lateness, Duration memory, Duration learning) {
    long slot = Math.floorDiv(time, SLOT_MILLIS);
    long late = Math.min(slots(lateness) + 1, MAX_SLOTS_LATE);
    long remembered = Math.max(slots(memory), slots(Duration.ofDays(1)));
    return new Horizon(slot, slot - late, remembered, learning.toMillis());
  }

  /** The duration in slots, rounded up. */
  private static long slots(Duration duration) {
    return -Math.floorDiv(-duration.toMillis(), SLOT_MILLIS);
  }

  /** The memory, milliseconds. */
  public long memoryMillis() {
    return memory * SLOT_MILLIS;
  }

  /** True if there was no use within the memory, judging by settled slots. */
  public boolean isNew(@Nullable Recency use) {
    long last = lastSettled(use);
    return last == Recency.NEVER || slot - last > memory;
  }

  /**
   * True if there was a use within the memory, in the evaluated slot, or after it. In contrast to
   * {@link #isNew}, this includes slots that are not settled: a loss of memory affects what is
   * evaluated from then on, however late it is.
   */
  public boolean isWithinMemory(@Nullable Recency use) {
    return use != null && slot - use.newest() <= memory;
  }

  /** True if there was a use in the evaluated slot or those after it, {@code slots} in all. */
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

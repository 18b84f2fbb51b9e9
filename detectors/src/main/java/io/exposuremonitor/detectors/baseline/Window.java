package io.exposuremonitor.detectors.baseline;

/**
 * A sliding window of whole slots: it starts and ends at the boundaries of slots. Slots are aligned
 * to the epoch, so any length that divides a day aligns them to UTC days. Times are epoch
 * milliseconds.
 *
 * @param slotMillis length of a slot
 * @param slots number of slots in the window
 */
public record Window(long slotMillis, int slots) {
  /** Length of the window. */
  public long millis() {
    return slotMillis * slots;
  }

  /** Start of the slot that a time falls in. */
  public long slotOf(long time) {
    return Math.floorDiv(time, slotMillis) * slotMillis;
  }

  /** Start of the window whose last slot starts at {@code lastSlot}. */
  public long start(long lastSlot) {
    return lastSlot - (slots - 1) * slotMillis;
  }

  /** End, exclusive, of the window whose last slot starts at {@code lastSlot}. */
  public long end(long lastSlot) {
    return lastSlot + slotMillis;
  }

  /**
   * Start of the oldest slot that can share a window with future events.
   *
   * @param settled everything before this time has arrived
   */
  public long oldest(long settled) {
    return start(slotOf(settled));
  }
}

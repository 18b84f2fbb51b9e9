package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.baseline.Window;
import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;

/** The sliding windows in which deletions are counted. */
enum DeletionSpan {
  /** Moves by two and a half minutes. */
  FIVE_MINUTES(0, new Window(150_000, 2), "5m"),
  /** Moves by ten minutes. */
  HOUR(1, new Window(600_000, 6), "1h"),
  /** Moves by four hours. */
  DAY(2, new Window(4 * 60 * 60 * 1000L, 6), "24h");

  /** Its index in the history; never changes. */
  final int index;

  // A record of two numbers, which the checker cannot know to be immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  final Window window;

  /** The window's name in evidence. */
  final String name;

  DeletionSpan(int index, Window window, String name) {
    this.index = index;
    this.window = window;
    this.name = name;
  }

  /**
   * Start of the first slot that counts when only what followed a time counts. That is the slot of
   * the time; but one of four hours may hold more from before the time than from after it, so those
   * count from the next one on. What they miss, the shorter windows count.
   */
  long firstSlotSince(long time) {
    long slot = window.slotOf(time);
    return this == DAY && slot < time ? slot + window.slotMillis() : slot;
  }

  long floor(Floors floors) {
    return switch (this) {
      case FIVE_MINUTES -> floors.fiveMinutes();
      case HOUR -> floors.hour();
      case DAY -> floors.day();
    };
  }
}

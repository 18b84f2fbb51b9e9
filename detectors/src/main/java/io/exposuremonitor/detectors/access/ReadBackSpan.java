package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.baseline.Window;
import io.exposuremonitor.detectors.policy.AccessThresholds;
import io.exposuremonitor.detectors.signal.Level;

/** The windows within which items returned by writes are counted. */
enum ReadBackSpan {
  /** Moves by ten minutes. */
  HOUR(0, new Window(600_000, 6), "an hour", Level.HIGH),
  /** Moves by four hours. Whoever takes its time takes as much, but programs do so more often. */
  DAY(1, new Window(4 * 60 * 60 * 1000L, 6), "a day", Level.MEDIUM);

  private static final long HOURS_OF_A_DAY = 3;

  /** The index in the stored history; never changes. */
  final int index;

  // A record of two numbers, whose immutability the checker can't see.
  @SuppressWarnings("ImmutableEnumChecker")
  final Window window;

  final String words;
  final Level level;

  ReadBackSpan(int index, Window window, String words, Level level) {
    this.index = index;
    this.window = window;
    this.words = words;
    this.level = level;
  }

  /** The slots of a state that make up this window. */
  SlotSeries of(ReadBackState state) {
    return new SlotSeries(this == HOUR ? state.slots : state.longSlots, window);
  }

  /** The least number of items that is reported; for a day, that of three hours. */
  long floor(AccessThresholds thresholds) {
    return thresholds.readBackItems() * (this == HOUR ? 1 : HOURS_OF_A_DAY);
  }
}

package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Window;
import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;

/**
 * The windows over which reads are measured. A window moves by the length of its slot: in the worst
 * case, a burst as long as the window is counted without one slot of it. A slot takes up to 300
 * bytes, so slots are not finer.
 */
enum Span {
  /** Moves by two and a half minutes. */
  FIVE_MINUTES(0, new Window(150_000, 2), "pages_5m"),
  /** Moves by ten minutes. */
  HOUR(1, new Window(ReadTally.SLOT_MILLIS, 6), "pages_1h"),
  /** Moves by four hours. */
  DAY(2, new Window(4 * 60 * 60 * 1000L, 6), "pages_24h"),
  /** Seven UTC days. */
  WEEK(3, new Window(History.DAY_MILLIS, 7), "pages_7d");

  // A record of two numbers, whose immutability the checker can't see.
  @SuppressWarnings("ImmutableEnumChecker")
  final Window window;

  final String pagesName;

  /** The index in the stored history; never changes. */
  final int index;

  Span(int index, Window window, String pagesName) {
    this.index = index;
    this.window = window;
    this.pagesName = pagesName;
  }

  /** The floor for this window; {@code week} is the floor for seven days. */
  long floor(Floors floors, long week) {
    return switch (this) {
      case FIVE_MINUTES -> floors.fiveMinutes();
      case HOUR -> floors.hour();
      case DAY -> floors.day();
      case WEEK -> week;
    };
  }
}

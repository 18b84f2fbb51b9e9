package io.exposuremonitor.job.intake;

import java.util.OptionalLong;

/**
 * Holds back the source's watermark while activities wait for their bundles, so that it never
 * overtakes them. Times are epoch milliseconds. Not thread-safe.
 */
final class HeldWatermark {
  private static final long NOTHING_HELD = Long.MIN_VALUE;

  private long held = NOTHING_HELD;
  private long emitted = NOTHING_HELD;

  /** Holds the source's newest watermark, replacing the one before. */
  void hold(long time) {
    held = time;
  }

  /** Whether part of the source's watermark is still held back. */
  boolean isHeld() {
    return held != NOTHING_HELD;
  }

  /**
   * Releases as much of the watermark as does not overtake what waits.
   *
   * @param oldestWaiting the oldest waiting event time; the maximum when nothing waits
   * @return the watermark to emit, later than every previous one; empty when there is none
   */
  OptionalLong release(long oldestWaiting) {
    if (!isHeld()) {
      return OptionalLong.empty();
    }
    long time = held;
    if (held >= oldestWaiting) {
      time = oldestWaiting - 1;
    } else {
      held = NOTHING_HELD;
    }
    if (time <= emitted) {
      return OptionalLong.empty();
    }
    emitted = time;
    return OptionalLong.of(time);
  }
}

package io.exposuremonitor.job.demo;

import java.time.Duration;

/** The story's time, which may run faster or slower than the machine's. Thread-safe. */
final class StoryClock {
  private final double speed;
  private volatile long start = System.nanoTime();

  /**
   * @param speed above 1 for faster
   */
  StoryClock(double speed) {
    this.speed = speed;
  }

  /** The story begins. */
  void begin() {
    start = System.nanoTime();
  }

  /** The machine's time since the story began. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How long the machine takes for a stretch of the story. */
  Duration real(Duration stretch) {
    return Duration.ofNanos((long) (stretch.toNanos() / speed));
  }
}

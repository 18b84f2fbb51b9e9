package io.exposuremonitor.job.demo;

import java.time.Duration;

/** Story time, which may run faster or slower than machine time. Thread-safe. */
final class StoryClock {
  private final double speed;
  private volatile long start = System.nanoTime();

  /**
   * @param speed story time per machine time; above 1 for faster
   */
  StoryClock(double speed) {
    this.speed = speed;
  }

  /** Begins the story. */
  void begin() {
    start = System.nanoTime();
  }

  /** Machine time since the story began. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Machine time of a stretch of story time. */
  Duration real(Duration stretch) {
    return Duration.ofNanos((long) (stretch.toNanos() / speed));
  }
}

package io.exposuremonitor.job.bench;

import java.time.Duration;

/** One thing to measure, again and again. */
interface Trial {
  /** What it is, in a few words. */
  String name();

  /**
   * Measures.
   *
   * @param time about how long
   * @throws Exception when what is measured fails
   */
  Sample run(Duration time) throws Exception;

  /** How often it is run unmeasured at most, should the compiler not come to rest before. */
  default int mostWarmUps() {
    return 12;
  }
}

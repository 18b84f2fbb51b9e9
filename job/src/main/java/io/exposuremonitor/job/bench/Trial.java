package io.exposuremonitor.job.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

  /**
   * Measures, and what it is held against in turns with it, where that is wanted.
   *
   * @param time about how long, for the trial itself
   * @throws Exception when what is measured fails
   */
  default Turns measure(Duration time) throws Exception {
    return new Turns(run(time), null);
  }

  /**
   * What was measured in one round.
   *
   * @param trial of the trial
   * @param baseline of what it is held against, at the same time; null when another trial tells
   *     that
   */
  record Turns(Sample trial, @Nullable Sample baseline) {}

  /** How often it is run unmeasured at most, should the compiler not come to rest before. */
  default int mostWarmUps() {
    return 12;
  }
}

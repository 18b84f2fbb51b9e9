package io.exposuremonitor.job.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that is measured repeatedly. */
interface Trial {
  /** Its name, a few words. */
  String name();

  /**
   * Measures.
   *
   * @param time about how long
   * @throws Exception when the measured code fails
   */
  Sample run(Duration time) throws Exception;

  /**
   * Measures in turns with a reference, if there is one.
   *
   * @param time about how long, for the trial itself
   * @throws Exception when the measured code fails
   */
  default Turns measure(Duration time) throws Exception {
    return new Turns(run(time), null);
  }

  /**
   * The samples of one round.
   *
   * @param trial of the trial
   * @param baseline of its reference, at the same time; null when another trial provides it
   */
  record Turns(Sample trial, @Nullable Sample baseline) {}

  /** How often it runs unmeasured at most, if the compiler does not settle before. */
  default int mostWarmUps() {
    return 12;
  }
}

package io.exposuremonitor.job.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A piece of work that is measured repeatedly. */
interface Trial {
  /** The trial's name, a few words. */
  String name();

  /**
   * Measures once.
   *
   * @param time approximate duration
   * @throws Exception when the measured code fails
   */
  Sample run(Duration time) throws Exception;

  /**
   * Measures in turns with a reference, if there is one.
   *
   * @param time approximate duration, for the trial itself
   * @throws Exception when the measured code fails
   */
  default Turns measure(Duration time) throws Exception {
    return new Turns(run(time), null);
  }

  /**
   * The samples of one round.
   *
   * @param trial of the trial
   * @param baseline of its reference, measured at the same time; null when another trial provides
   *     it
   */
  record Turns(Sample trial, @Nullable Sample baseline) {}

  /** The maximum number of unmeasured runs, if the compiler does not settle earlier. */
  default int maxWarmUps() {
    return 12;
  }
}

package io.exposuremonitor.job.bench;

/**
 * A ratio of two trials and its target.
 *
 * @param name for people
 * @param trial name of the trial
 * @param baseline name of the reference trial
 * @param least the target; 0 when the ratio is only reported, for comparison
 * @param basis what is compared
 */
record Target(String name, String trial, String baseline, double least, Basis basis) {
  /** True when the ratio has a target. */
  boolean isHeld() {
    return least > 0;
  }

  /** What is compared. */
  enum Basis {
    /** Events per second of processor time: the cost of the work. */
    CPU("per CPU-second"),
    /** Events per second: the throughput, however the work is spread over cores. */
    WALL("per second");

    private final String words;

    Basis(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    double of(Sample sample) {
      return this == CPU ? sample.eventsPerCpuSecond() : sample.eventsPerSecond();
    }
  }
}

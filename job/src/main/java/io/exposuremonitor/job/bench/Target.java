package io.exposuremonitor.job.bench;

/**
 * A ratio of two trials with its target.
 *
 * @param name display name
 * @param trial name of the trial
 * @param baseline name of the reference trial
 * @param least minimum ratio; 0 when the ratio is only reported
 * @param basis the quantity that is compared
 */
record Target(String name, String trial, String baseline, double least, Basis basis) {
  /** True when the ratio has a target. */
  boolean exists() {
    return least > 0;
  }

  /** The quantity that is compared. */
  enum Basis {
    /** Events per second of processor time: the cost of the work. */
    CPU("per CPU-second"),
    /** Events per second: the throughput, regardless of how the work is spread over cores. */
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

package io.exposuremonitor.job.bench;

/**
 * A ratio of two trials and the least it should be.
 *
 * @param name what it says
 * @param trial name of the trial
 * @param baseline name of the trial that it is compared with
 * @param least the least ratio; 0 when the ratio is only told, to be read beside another
 * @param basis what is compared
 */
record Target(String name, String trial, String baseline, double least, Basis basis) {
  /** True when something is asked of the ratio. */
  boolean isHeld() {
    return least > 0;
  }

  /** What is compared. */
  enum Basis {
    /** Events per second of processor time: what work costs. */
    CPU("per CPU-second"),
    /** Events per second: what can be got through, however the work is spread over cores. */
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

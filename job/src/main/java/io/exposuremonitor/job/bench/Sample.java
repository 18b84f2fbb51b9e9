package io.exposuremonitor.job.bench;

/**
 * The result of one measurement.
 *
 * @param events number of records processed
 * @param bytes their length as JSON
 * @param wallNanos elapsed time
 * @param cpuNanos processor time of the whole process, over all cores
 */
record Sample(long events, long bytes, long wallNanos, long cpuNanos) {
  /** A sample without any work. */
  static final Sample NONE = new Sample(0, 0, 0, 0);

  double eventsPerSecond() {
    return events * 1e9 / wallNanos;
  }

  double eventsPerCpuSecond() {
    return events * 1e9 / cpuNanos;
  }

  double megabytesPerSecond() {
    return bytes * 1e3 / wallNanos;
  }

  /** The sum of two samples. */
  Sample plus(Sample other) {
    return new Sample(
        events + other.events,
        bytes + other.bytes,
        wallNanos + other.wallNanos,
        cpuNanos + other.cpuNanos);
  }

  /** The difference from an earlier sample. */
  Sample minus(Sample earlier) {
    return new Sample(
        events - earlier.events,
        bytes - earlier.bytes,
        wallNanos - earlier.wallNanos,
        cpuNanos - earlier.cpuNanos);
  }
}

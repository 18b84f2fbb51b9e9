package io.exposuremonitor.job.bench;

/**
 * What one measurement gave.
 *
 * @param events records done
 * @param bytes their length as JSON
 * @param wallNanos how long it took
 * @param cpuNanos how much processor time the whole process took meanwhile, over all cores
 */
record Sample(long events, long bytes, long wallNanos, long cpuNanos) {
  /** Nothing was done yet. */
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

  /** What was done in this sample and in another. */
  Sample plus(Sample other) {
    return new Sample(
        events + other.events,
        bytes + other.bytes,
        wallNanos + other.wallNanos,
        cpuNanos + other.cpuNanos);
  }

  /** What was done between an earlier sample and this one. */
  Sample minus(Sample earlier) {
    return new Sample(
        events - earlier.events,
        bytes - earlier.bytes,
        wallNanos - earlier.wallNanos,
        cpuNanos - earlier.cpuNanos);
  }
}

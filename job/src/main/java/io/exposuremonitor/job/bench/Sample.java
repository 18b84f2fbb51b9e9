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
  double eventsPerSecond() {
    return events * 1e9 / wallNanos;
  }

  double eventsPerCpuSecond() {
    return events * 1e9 / cpuNanos;
  }

  double megabytesPerSecond() {
    return bytes * 1e3 / wallNanos;
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

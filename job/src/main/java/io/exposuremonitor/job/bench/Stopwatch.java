package io.exposuremonitor.job.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Reads the clock and the processor time of the whole process: on a shared machine, events per
 * second of processor time is the number to compare.
 */
final class Stopwatch {
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long wall = System.nanoTime();
  private final long cpu = PROCESS.getProcessCpuTime();

  long wallNanos() {
    return System.nanoTime() - wall;
  }

  /** The sample since this watch was started. */
  Sample sample(long events, long bytes) {
    return new Sample(events, bytes, wallNanos(), PROCESS.getProcessCpuTime() - cpu);
  }
}

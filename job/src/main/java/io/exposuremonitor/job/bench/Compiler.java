package io.exposuremonitor.job.bench;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/** The just-in-time compiler since a moment: while it has much to do, it is what one measures. */
final class Compiler {
  private static final double QUIET = 0.05;
  private static final double NANOS_PER_MILLI = 1e6;

  private final LongSupplier compilerMillis;
  private final long before;

  /** From now on, the compiler of this process. */
  Compiler() {
    this(ManagementFactory.getCompilationMXBean()::getTotalCompilationTime);
  }

  /**
   * From now on, a compiler.
   *
   * @param compilerMillis how long it has been at work so far, in milliseconds
   */
  Compiler(LongSupplier compilerMillis) {
    this.compilerMillis = compilerMillis;
    this.before = compilerMillis.getAsLong();
  }

  /** True when it was at work for more than a twentieth of the time that has gone by. */
  boolean wasBusy(long wallNanos) {
    return (compilerMillis.getAsLong() - before) * NANOS_PER_MILLI > QUIET * wallNanos;
  }
}

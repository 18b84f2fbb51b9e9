package io.exposuremonitor.job.bench;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Observes how busy the just-in-time compiler is: while it has much to do, measurements measure the
 * compiler.
 */
final class Compiler {
  private static final double QUIET = 0.05;
  private static final double NANOS_PER_MILLI = 1e6;

  private final LongSupplier compilerMillis;
  private final long before;

  /** Observes the compiler of this process, from now on. */
  Compiler() {
    this(ManagementFactory.getCompilationMXBean()::getTotalCompilationTime);
  }

  /**
   * Observes a compiler, from now on.
   *
   * @param compilerMillis how long it has worked so far, in milliseconds
   */
  Compiler(LongSupplier compilerMillis) {
    this.compilerMillis = compilerMillis;
    this.before = compilerMillis.getAsLong();
  }

  /** True when it worked for more than a twentieth of the elapsed time. */
  boolean wasBusy(long wallNanos) {
    return (compilerMillis.getAsLong() - before) * NANOS_PER_MILLI > QUIET * wallNanos;
  }
}

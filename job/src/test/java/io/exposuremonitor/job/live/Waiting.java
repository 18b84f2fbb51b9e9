package io.exposuremonitor.job.live;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for other processes. */
public final class Waiting {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private Waiting() {}

  /** Waits until the condition is true; fails after a time limit. */
  public static void until(Callable<Boolean> condition, String what) {
    until(condition, () -> what);
  }

  /**
   * Waits until the condition is true; fails after a time limit.
   *
   * @param what describes the state at the time of the failure
   */
  public static void until(Callable<Boolean> condition, Supplier<String> what) {
    Instant end = Instant.now().plus(LIMIT);
    try {
      while (!condition.call()) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError("not within " + LIMIT + ": " + what.get());
        }
        TimeUnit.MILLISECONDS.sleep(250);
      }
    } catch (Exception e) {
      throw new AssertionError("while waiting for: " + what.get(), e);
    }
  }
}

package io.exposuremonitor.connectors.failure;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Logs failures that are retried: each one that differs from the last, and a repeated one at the
 * 10th, 100th, 1000th time; but at most ten a minute, since in an outage each of a thousand shards
 * fails with a text of its own. Thread-safe.
 */
public final class FailureLog {
  static final int LINES_A_MINUTE = 10;
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Logger log;
  private final LongSupplier nanos;
  private @Nullable String last;
  private long times;
  private long minuteBegan;
  private int lines;
  private long omitted;

  /**
   * @param log where failures are logged
   */
  public FailureLog(Logger log) {
    this(log, System::nanoTime);
  }

  /**
   * @param nanos any clock
   */
  FailureLog(Logger log, LongSupplier nanos) {
    this.log = log;
    this.nanos = nanos;
    this.minuteBegan = nanos.getAsLong();
  }

  /**
   * Logs a failed call, unless it was interrupted because its task ends.
   *
   * @param error its message is the service's error code and the subject of the call, without any
   *     content
   */
  public void failedBy(Exception error) {
    if (!(error.getCause() instanceof AbortedException)) {
      failed(error.getMessage());
    }
  }

  /**
   * Logs a failed call.
   *
   * @param message the service's error code and the subject of the call, without any content
   */
  public synchronized void failed(@Nullable String message) {
    String current = String.valueOf(message);
    times = current.equals(last) ? times + 1 : 1;
    last = current;
    if (isPowerOfTen(times) && mayLog()) {
      log.warn(
          times == 1 ? "{}; tried again" : "{}; for the {}th time, tried again", current, times);
    }
  }

  /** Whether a line is left in this minute; after one that left some out, says so first. */
  private boolean mayLog() {
    long now = nanos.getAsLong();
    if (now - minuteBegan >= MINUTE_NANOS) {
      if (omitted > 0) {
        log.warn("{} further failures were not logged", omitted);
      }
      minuteBegan = now;
      lines = 0;
      omitted = 0;
    }
    if (lines == LINES_A_MINUTE) {
      omitted++;
      return false;
    }
    lines++;
    return true;
  }

  /**
   * True for the first, the tenth, the hundredth time, and so on.
   *
   * @param number number of occurrences, at least 1
   */
  public static boolean isPowerOfTen(long number) {
    long rest = number;
    while (rest % 10 == 0) {
      rest /= 10;
    }
    return rest == 1;
  }
}

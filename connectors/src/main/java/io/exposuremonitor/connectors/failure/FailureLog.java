package io.exposuremonitor.connectors.failure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Logs failures that are retried: each one that differs from the last, and a repeated one at the
 * 10th, 100th, 1000th time. Thread-safe.
 */
public final class FailureLog {
  private final Logger log;
  private @Nullable String last;
  private long times;

  /**
   * @param log where failures are logged
   */
  public FailureLog(Logger log) {
    this.log = log;
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
    if (times == 1) {
      log.warn("{}; tried again", current);
    } else if (isPowerOfTen(times)) {
      log.warn("{}; for the {}th time, tried again", current, times);
    }
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

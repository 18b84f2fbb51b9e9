package io.exposuremonitor.connectors.failure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Tells people of failures that are tried again: each that differs from the last, and one that goes
 * on when it came for the 10th, 100th, 1000th time. Thread-safe.
 */
public final class FailureLog {
  private final Logger log;
  private @Nullable String last;
  private long times;

  /**
   * @param log where it is told
   */
  public FailureLog(Logger log) {
    this.log = log;
  }

  /**
   * A call failed. One that was broken off because its task ends is nothing to tell.
   *
   * @param error its message is the service's error code and what it was about, without any content
   */
  public void failedBy(Exception error) {
    if (!(error.getCause() instanceof AbortedException)) {
      failed(error.getMessage());
    }
  }

  /**
   * A call failed.
   *
   * @param message the service's error code and what it was about, without any content
   */
  public synchronized void failed(@Nullable String message) {
    String current = String.valueOf(message);
    times = current.equals(last) ? times + 1 : 1;
    last = current;
    if (times == 1) {
      log.warn("{}; tried again", current);
    } else if (isToldOf(times)) {
      log.warn("{}; for the {}th time, tried again", current, times);
    }
  }

  /**
   * True for the first, the tenth, the hundredth time, and so on.
   *
   * @param number how often it has happened, at least 1
   */
  public static boolean isToldOf(long number) {
    long rest = number;
    while (rest % 10 == 0) {
      rest /= 10;
    }
    return rest == 1;
  }
}

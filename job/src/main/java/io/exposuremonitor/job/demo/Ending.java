package io.exposuremonitor.job.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the demo: when it is stopped, when its time is up, or when a part of it fails. All
 * waiting goes through here, so that nothing continues afterwards. Thread-safe.
 */
final class Ending {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch cleanedUp = new CountDownLatch(1);
  private volatile long deadline = Long.MAX_VALUE;
  private volatile Optional<Throwable> failure = Optional.empty();

  /** Ends the demo after the given time from now. */
  void endAfter(Duration length) {
    deadline = System.nanoTime() + length.toNanos();
  }

  /** Ends the demo now. */
  void stop() {
    stopped.countDown();
  }

  /** Ends the demo because of a failure; the first one counts. */
  synchronized void fail(Throwable reason) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
    stop();
  }

  /** The failure that ended the demo, if any. */
  Optional<Throwable> failure() {
    return failure;
  }

  /**
   * Waits.
   *
   * @throws InterruptedException if the demo has ended or ends before the time has passed
   */
  void pause(Duration time) throws InterruptedException {
    long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
    boolean over = stopped.await(Math.min(left, Math.max(0, time.toNanos())), TimeUnit.NANOSECONDS);
    if (over || left < time.toNanos()) {
      throw new InterruptedException("the demo is over");
    }
  }

  /** Reports that everything is cleaned up. */
  void markCleanedUp() {
    cleanedUp.countDown();
  }

  /** Waits until everything is cleaned up, but not longer than {@code limit}. */
  void awaitCleanUp(Duration limit) {
    try {
      if (!cleanedUp.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        System.getLogger(Ending.class.getName())
            .log(System.Logger.Level.WARNING, "not everything was cleaned up in {0}", limit);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}

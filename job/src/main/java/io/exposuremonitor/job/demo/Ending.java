package io.exposuremonitor.job.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When the demo ends: when it is stopped, when its time is up, or when a part of it fails. All
 * waiting goes through here, so that nothing continues after it. Thread-safe.
 */
final class Ending {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile long deadline = Long.MAX_VALUE;
  private volatile Optional<Throwable> failure = Optional.empty();

  /** Ends it after a time from now. */
  void after(Duration length) {
    deadline = System.nanoTime() + length.toNanos();
  }

  /** Ends it now. */
  void ask() {
    asked.countDown();
  }

  /** Ends it because of a failure; the first one counts. */
  synchronized void fail(Throwable reason) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
    ask();
  }

  /** The failure that ended it. */
  Optional<Throwable> failure() {
    return failure;
  }

  /**
   * Waits.
   *
   * @throws InterruptedException when the demo has ended, or ends before that time
   */
  void pause(Duration time) throws InterruptedException {
    long left = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
    boolean over = asked.await(Math.min(left, Math.max(0, time.toNanos())), TimeUnit.NANOSECONDS);
    if (over || left < time.toNanos()) {
      throw new InterruptedException("the demo is over");
    }
  }

  /** Everything is cleaned up. */
  void isGone() {
    gone.countDown();
  }

  /** Waits until everything is cleaned up, within reason. */
  void awaitGone(Duration limit) {
    try {
      if (!gone.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        System.getLogger(Ending.class.getName())
            .log(System.Logger.Level.WARNING, "not everything was cleaned up in {0}", limit);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.exposuremonitor.job.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When the demo is over: when it is stopped, when its time is up, or when a part of it fails. All
 * waiting goes through here, so that nothing goes on after it. Thread-safe.
 */
final class Ending {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile long deadline = Long.MAX_VALUE;
  private volatile Optional<Throwable> failure = Optional.empty();

  /** It ends by itself after so long from now. */
  void after(Duration length) {
    deadline = System.nanoTime() + length.toNanos();
  }

  /** It is to end now. */
  void ask() {
    asked.countDown();
  }

  /** It can't go on; the first reason counts. */
  synchronized void fail(Throwable reason) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
    ask();
  }

  /** Why it could not go on. */
  Optional<Throwable> failure() {
    return failure;
  }

  /**
   * Waits.
   *
   * @throws InterruptedException when the demo is over, or is before it has waited so long
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

package io.exposuremonitor.job.demo;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What goes on all the time, each at its pace. What fails ends the demo. */
final class Business implements AutoCloseable {
  private static final int THREADS = 3;
  private static final int PATIENCE_SECONDS = 10;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "business");
            thread.setDaemon(true);
            return thread;
          });
  private final Ending ending;

  Business(Ending ending) {
    this.ending = ending;
  }

  /** Does something again and again, from {@code first} on. */
  void every(Duration first, Duration pause, Runnable work) {
    // What fails is told to the ending; the future would tell nobody.
    var unused =
        threads.scheduleWithFixedDelay(
            () -> attempt(work), first.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      if (!threads.isShutdown()) {
        ending.fail(failed);
      }
      throw failed;
    }
  }

  /** Lets go what has begun. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}

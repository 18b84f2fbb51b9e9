package io.exposuremonitor.job.demo;

import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The company's recurring work, each task at its own pace. A failure of a task ends the demo. */
final class Business implements AutoCloseable {
  private static final int THREADS = 3;
  private static final int PATIENCE_SECONDS = 10;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(THREADS, DaemonThreads.named("business"));
  private final Ending ending;

  Business(Ending ending) {
    this.ending = ending;
  }

  /** Repeats a task, first after {@code first} and then {@code pause} after each run. */
  void every(Duration first, Duration pause, Runnable work) {
    // Failures are reported to the ending; nobody reads the future.
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

  /** Starts no further tasks and waits for those that run. */
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

package io.exposuremonitor.job.bench;

import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The whole job at its steady pace: it is started, left to warm up until the just-in-time compiler
 * has hardly anything left to do, measured, and ended. Its start is not counted.
 */
final class PipelineTrial implements Trial {
  private static final int POLL_MILLIS = 5;
  private static final int MOST_WARM_UPS = 80;

  private final String name;
  private final PipelineUnderTest pipeline;
  private final Corpus corpus;
  private final int parallelism;
  private final Backend backend;
  private final Pace pace;

  PipelineTrial(
      String name,
      PipelineUnderTest pipeline,
      Corpus corpus,
      int parallelism,
      Backend backend,
      Pace pace) {
    this.name = name;
    this.pipeline = pipeline;
    this.corpus = corpus;
    this.parallelism = parallelism;
    this.backend = backend;
    this.pace = pace;
  }

  @Override
  public String name() {
    return name;
  }

  /** A job that is started anew gives the compiler work each time, and warms up by itself. */
  @Override
  public int mostWarmUps() {
    return 1;
  }

  @Override
  public Sample run(Duration time) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (RecordFeed feed = new RecordFeed(corpus, parallelism, pace)) {
      Future<?> job =
          thread.submit(
              () -> {
                pipeline.run(feed, parallelism, backend);
                return null;
              });
      while (feed.taken() == 0 && !job.isDone()) {
        Thread.sleep(POLL_MILLIS);
      }
      warmUp(time, job);
      long before = feed.taken();
      Stopwatch watch = new Stopwatch();
      rest(time, job);
      long events = feed.taken() - before;
      Sample sample = watch.sample(events, Math.round(events * feed.meanLength()));
      feed.stop();
      job.get();
      return sample;
    } finally {
      thread.shutdownNow();
    }
  }

  /** A job that was just started runs other code than before, which gives the compiler work. */
  private static void warmUp(Duration time, Future<?> job) throws Exception {
    int warmUps = 0;
    boolean compiling = true;
    while (compiling && warmUps < MOST_WARM_UPS) {
      Compiler compiler = new Compiler();
      Stopwatch watch = new Stopwatch();
      rest(time, job);
      compiling = compiler.wasBusy(watch.wallNanos());
      warmUps++;
    }
  }

  /** Waits, or fails as soon as the job does. */
  private static void rest(Duration time, Future<?> job) throws Exception {
    Stopwatch watch = new Stopwatch();
    while (watch.wallNanos() < time.toNanos()) {
      if (job.isDone()) {
        job.get();
        throw new IllegalStateException("the job ended before its feed did");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}

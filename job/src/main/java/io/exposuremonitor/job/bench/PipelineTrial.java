package io.exposuremonitor.job.bench;

import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole job at its steady pace: it is started, warmed up until the just-in-time compiler has
 * settled, measured, and ended. Its start is not counted.
 *
 * <p>Its reference is measured in turns with it, while the job is paused: on a shared machine,
 * processors can be twice as fast at one moment as at another.
 */
final class PipelineTrial implements Trial {
  private static final int POLL_MILLIS = 5;
  private static final int MOST_WARM_UPS = 80;
  private static final int TURNS = 8;
  private static final Duration QUIET = Duration.ofMillis(50);
  private static final int MOST_WAITS = 100;

  private final String name;
  private final PipelineUnderTest pipeline;
  private final Supplier<Corpus> corpus;
  private final int parallelism;
  private final Backend backend;
  private final Pace pace;
  private final @Nullable Trial baseline;

  /** A measurement of a warm job. */
  @FunctionalInterface
  private interface Measurement<T> {
    T of(RecordFeed feed, Future<?> job) throws Exception;
  }

  /**
   * @param corpus the records; requested each time that the trial runs, and released afterwards, so
   *     that no other trial has them in its heap
   * @param baseline its reference, to be measured in turns with it; null for none
   */
  PipelineTrial(
      String name,
      PipelineUnderTest pipeline,
      Supplier<Corpus> corpus,
      int parallelism,
      Backend backend,
      Pace pace,
      @Nullable Trial baseline) {
    this.name = name;
    this.pipeline = pipeline;
    this.corpus = corpus;
    this.parallelism = parallelism;
    this.backend = backend;
    this.pace = pace;
    this.baseline = baseline;
  }

  @Override
  public String name() {
    return name;
  }

  /** A job that is started anew keeps the compiler busy each time, and warms up by itself. */
  @Override
  public int mostWarmUps() {
    return 1;
  }

  @Override
  public Sample run(Duration time) throws Exception {
    return whileWarm(time, (feed, job) -> turn(feed, job, time));
  }

  /** Half as long as requested in each turn, and half of that for its reference. */
  @Override
  public Turns measure(Duration time) throws Exception {
    if (baseline == null) {
      return Trial.super.measure(time);
    }
    Trial against = baseline;
    return whileWarm(
        time,
        (feed, job) -> {
          Sample own = Sample.NONE;
          Sample its = Sample.NONE;
          holdUp(feed, job);
          for (int i = 0; i < TURNS; i++) {
            feed.resume();
            own = own.plus(turn(feed, job, time.dividedBy(2)));
            its = its.plus(against.run(time.dividedBy(4)));
          }
          return new Turns(own, its);
        });
  }

  private <T> T whileWarm(Duration time, Measurement<T> measurement) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (RecordFeed feed = new RecordFeed(corpus.get(), parallelism, pace)) {
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
      T measured = measurement.of(feed, job);
      feed.stop();
      job.get();
      return measured;
    } finally {
      thread.shutdownNow();
    }
  }

  /** A new job runs other code than before, which keeps the compiler busy. */
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

  /** Measures a running job, and pauses it: what it still has to process counts too. */
  private static Sample turn(RecordFeed feed, Future<?> job, Duration time) throws Exception {
    long before = feed.taken();
    Stopwatch watch = new Stopwatch();
    rest(time, job);
    long wallNanos = watch.wallNanos();
    holdUp(feed, job);
    long events = feed.taken() - before;
    Sample whole = watch.sample(events, Math.round(events * feed.meanLength()));
    return new Sample(whole.events(), whole.bytes(), wallNanos, whole.cpuNanos());
  }

  /** Pauses a job, and waits until it has processed what it has taken: five seconds at most. */
  private static void holdUp(RecordFeed feed, Future<?> job) throws Exception {
    feed.pause();
    boolean busy = true;
    for (int i = 0; i < MOST_WAITS && busy; i++) {
      Stopwatch watch = new Stopwatch();
      rest(QUIET, job);
      busy = watch.sample(0, 0).cpuNanos() > QUIET.dividedBy(4).toNanos();
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

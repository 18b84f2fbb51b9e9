package io.exposuremonitor.job.bench;

import io.exposuremonitor.job.engine.EmbeddedEngine.Backend;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the whole job at its steady pace: starts it, warms it up until the just-in-time compiler
 * has settled, measures, and ends it. The start is not measured.
 *
 * <p>Its reference is measured in turns with it, while the job is paused: on a shared machine,
 * processors can be twice as fast at one moment as at another.
 */
final class PipelineTrial implements Trial {
  private static final int POLL_MILLIS = 5;
  private static final int MAX_WARM_UPS = 80;
  private static final int MAX_WARM_UP_TURNS = 16;
  private static final int QUIET_STEPS = 3;
  private static final int TURNS = 8;
  private static final Duration QUIET = Duration.ofMillis(50);
  private static final int MAX_WAITS = 100;

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

  /** A part of a warm-up. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  /**
   * @param corpus supplies the records; called for each run, and the records are released
   *     afterwards, so that no other trial has them in its heap
   * @param baseline the reference, measured in turns with it; null for none
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

  /** Each newly started job keeps the compiler busy, and warms up by itself. */
  @Override
  public int maxWarmUps() {
    return 1;
  }

  @Override
  public Sample run(Duration time) throws Exception {
    return measureWarm(time, (feed, job) -> turn(feed, job, time));
  }

  /** Measures for half the requested time in each turn, and for a quarter of it the reference. */
  @Override
  public Turns measure(Duration time) throws Exception {
    if (baseline == null) {
      return Trial.super.measure(time);
    }
    Trial against = baseline;
    return measureWarm(
        time,
        (feed, job) -> {
          Duration ofOwn = time.dividedBy(2);
          Duration ofReference = time.dividedBy(4);
          pauseAndDrain(feed, job);
          warmUp(
              MAX_WARM_UP_TURNS,
              () -> {
                feed.resume();
                turn(feed, job, ofOwn);
                against.run(ofReference);
              });
          Sample own = Sample.NONE;
          Sample reference = Sample.NONE;
          for (int i = 0; i < TURNS; i++) {
            feed.resume();
            own = own.plus(turn(feed, job, ofOwn));
            reference = reference.plus(against.run(ofReference));
          }
          return new Turns(own, reference);
        });
  }

  private <T> T measureWarm(Duration time, Measurement<T> measurement) throws Exception {
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
      warmUp(MAX_WARM_UPS, () -> sleepWhileRunning(time, job));
      T measured = measurement.of(feed, job);
      feed.stop();
      job.get();
      return measured;
    } finally {
      thread.shutdownNow();
    }
  }

  /**
   * Repeats a step until the compiler was quiet several times in a row: a new job runs other code
   * than the previous one, and pausing it other code again.
   */
  private static void warmUp(int most, Step step) throws Exception {
    int quiet = 0;
    for (int i = 0; i < most && quiet < QUIET_STEPS; i++) {
      Compiler compiler = new Compiler();
      Stopwatch watch = new Stopwatch();
      step.run();
      quiet = compiler.wasBusy(watch.wallNanos()) ? 0 : quiet + 1;
    }
  }

  /**
   * Measures a running job, then pauses it: processing the records still in the pipeline counts
   * too.
   */
  private static Sample turn(RecordFeed feed, Future<?> job, Duration time) throws Exception {
    long before = feed.taken();
    Stopwatch watch = new Stopwatch();
    sleepWhileRunning(time, job);
    long wallNanos = watch.wallNanos();
    pauseAndDrain(feed, job);
    long events = feed.taken() - before;
    Sample whole = watch.sample(events, Math.round(events * feed.meanLength()));
    return new Sample(whole.events(), whole.bytes(), wallNanos, whole.cpuNanos());
  }

  /**
   * Pauses a job, and waits until it has processed the records that it has taken: at most five
   * seconds.
   */
  private static void pauseAndDrain(RecordFeed feed, Future<?> job) throws Exception {
    feed.pause();
    boolean busy = true;
    for (int i = 0; i < MAX_WAITS && busy; i++) {
      Stopwatch watch = new Stopwatch();
      sleepWhileRunning(QUIET, job);
      busy = watch.sample(0, 0).cpuNanos() > QUIET.dividedBy(4).toNanos();
    }
  }

  /** Waits; fails as soon as the job does. */
  private static void sleepWhileRunning(Duration time, Future<?> job) throws Exception {
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

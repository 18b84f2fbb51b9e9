package io.exposuremonitor.job.bench;

import java.time.Duration;

/**
 * Measures the replay of log files. A short folder is replayed and then a long one, and the
 * difference is the result, so that starting and ending the job cancel out.
 */
final class ReplayTrial implements Trial {
  private final String name;
  private final PipelineUnderTest pipeline;
  private final GzipCorpus few;
  private final GzipCorpus many;
  private final int parallelism;

  ReplayTrial(
      String name, PipelineUnderTest pipeline, GzipCorpus few, GzipCorpus many, int parallelism) {
    this.name = name;
    this.pipeline = pipeline;
    this.few = few;
    this.many = many;
    this.parallelism = parallelism;
  }

  @Override
  public String name() {
    return name;
  }

  /** Even a million records do not let the compiler settle. */
  @Override
  public int maxWarmUps() {
    return 6;
  }

  /** Takes as long as the folders need, whatever {@code time} says. */
  @Override
  public Sample run(Duration time) throws Exception {
    return replay(many).minus(replay(few));
  }

  private Sample replay(GzipCorpus corpus) throws Exception {
    Stopwatch watch = new Stopwatch();
    pipeline.replay(corpus.folder(), parallelism);
    return watch.sample(corpus.events(), corpus.bytes());
  }
}

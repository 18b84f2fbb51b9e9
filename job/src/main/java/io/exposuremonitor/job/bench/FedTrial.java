package io.exposuremonitor.job.bench;

import java.time.Duration;

/**
 * Processes the records of a feed on one thread. Each record is copied and re-timed as for a
 * pipeline, so that a pipeline differs from its reference only by the pipeline.
 */
final class FedTrial implements Trial {
  private static final int RECORDS_PER_LOOK_AT_THE_CLOCK = 128;

  private final String name;
  private final Corpus corpus;
  private final RecordTrial.Work work;

  FedTrial(String name, Corpus corpus, RecordTrial.Work work) {
    this.name = name;
    this.corpus = corpus;
    this.work = work;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample run(Duration time) {
    try (RecordFeed feed = new RecordFeed(corpus, 1)) {
      RecordFeed.Reader reader = feed.reader(0);
      long bytes = 0;
      Stopwatch watch = new Stopwatch();
      do {
        for (int i = 0; i < RECORDS_PER_LOOK_AT_THE_CLOCK && reader.next(); i++) {
          work.on(reader.buffer(), 0, reader.length());
          bytes += reader.length();
        }
      } while (watch.wallNanos() < time.toNanos());
      return watch.sample(feed.taken(), bytes);
    }
  }
}

package io.exposuremonitor.job.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Processes the records of a feed, on one thread per core. Each record is copied and re-timed as
 * for a pipeline, so that a pipeline on as many cores differs from this reference only by the
 * pipeline.
 */
final class FedTrial implements Trial {
  private static final int RECORDS_PER_LOOK_AT_THE_CLOCK = 128;

  private final String name;
  private final Corpus corpus;
  private final List<RecordTrial.Work> works;

  /**
   * @param works the work of each thread
   */
  FedTrial(String name, Corpus corpus, List<RecordTrial.Work> works) {
    this.name = name;
    this.corpus = corpus;
    this.works = List.copyOf(works);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample run(Duration time) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    try (RecordFeed feed = new RecordFeed(corpus, works.size())) {
      Stopwatch watch = new Stopwatch();
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < works.size(); i++) {
        RecordFeed.Reader reader = feed.reader(i);
        RecordTrial.Work work = works.get(i);
        running.add(threads.submit(() -> bytesRead(reader, work, watch, time)));
      }
      long bytes = 0;
      for (Future<Long> thread : running) {
        bytes += thread.get();
      }
      return watch.sample(feed.taken(), bytes);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long bytesRead(
      RecordFeed.Reader reader, RecordTrial.Work work, Stopwatch watch, Duration time) {
    long bytes = 0;
    do {
      for (int i = 0; i < RECORDS_PER_LOOK_AT_THE_CLOCK && reader.next(); i++) {
        work.on(reader.buffer(), 0, reader.length());
        bytes += reader.length();
      }
    } while (watch.wallNanos() < time.toNanos());
    return bytes;
  }
}

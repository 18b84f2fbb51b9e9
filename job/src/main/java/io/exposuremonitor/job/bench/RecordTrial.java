package io.exposuremonitor.job.bench;

import java.time.Duration;

/** Processes records one after the other, on one thread. */
final class RecordTrial implements Trial {
  /** The work on one record. */
  @FunctionalInterface
  interface Work {
    /** Processes {@code json[from, to)}. */
    void on(byte[] json, int from, int to);
  }

  private static final int RECORDS_PER_LOOK_AT_THE_CLOCK = 128;

  private final String name;
  private final Corpus corpus;
  private final Work work;
  private int next;

  RecordTrial(String name, Corpus corpus, Work work) {
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
    long events = 0;
    long bytes = 0;
    Stopwatch watch = new Stopwatch();
    do {
      for (int i = 0; i < RECORDS_PER_LOOK_AT_THE_CLOCK; i++) {
        byte[] json = corpus.record(next);
        work.on(json, 0, json.length);
        bytes += json.length;
        next = next + 1 == corpus.size() ? 0 : next + 1;
      }
      events += RECORDS_PER_LOOK_AT_THE_CLOCK;
    } while (watch.wallNanos() < time.toNanos());
    return watch.sample(events, bytes);
  }
}

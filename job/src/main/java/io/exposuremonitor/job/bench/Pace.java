package io.exposuremonitor.job.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Defines how event time advances while a feed is read. */
@FunctionalInterface
interface Pace {
  /** Backlog: each round advances event time by the corpus's span, however fast it is read. */
  Pace BACKLOG = Corpus::second;

  /**
   * Live: each record carries the time at which it is read, so that the day is as busy as the job
   * can take.
   *
   * @param nanos a clock, nanoseconds
   */
  static Pace live(LongSupplier nanos) {
    long begin = nanos.getAsLong();
    return (corpus, index, round) ->
        corpus.second(0, 0) + Duration.ofNanos(nanos.getAsLong() - begin).toSeconds();
  }

  /** The time of a record in a round, epoch seconds. */
  long second(Corpus corpus, int index, int round);
}

package io.exposuremonitor.job.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How event time passes while a feed is read. */
@FunctionalInterface
interface Pace {
  /** As in a backlog: each round advances it by the corpus's span, however fast that is read. */
  Pace BACKLOG = Corpus::second;

  /**
   * As in life: each record carries the time at which it is read, so that the day read is as busy
   * as the job can take.
   *
   * @param nanos a clock, nanoseconds
   */
  static Pace live(LongSupplier nanos) {
    long begin = nanos.getAsLong();
    return (corpus, index, round) ->
        corpus.second(0, 0) + Duration.ofNanos(nanos.getAsLong() - begin).toSeconds();
  }

  /** The time of a record in some round, epoch seconds. */
  long second(Corpus corpus, int index, int round);
}

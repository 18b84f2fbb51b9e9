package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;

/**
 * Receives the events of a {@link StreamService} that must be counted or reported. Exceptions are
 * counted by the code that catches them. Called on any thread.
 */
public interface StreamEvents {
  /** Events that are only counted. */
  enum Count {
    /** The service asked to slow down. */
    THROTTLED_READS,
    /** An iterator had expired, or its position was trimmed without a loss; it was renewed. */
    EXPIRED_ITERATORS,
    /** A fan-out subscription was renewed. */
    RESUBSCRIBES,
    /** An aggregated record was damaged; its bytes were passed on as a whole. */
    DEAGGREGATION_FAILURES,
    /** A call failed and is retried. */
    RETRIED_CALLS,
    /** A call about one table or shard was denied, and is retried. */
    DENIED_CALLS
  }

  /** Counts one more event. */
  void count(Count what);

  /** Counts a call that failed, and is retried, by the kind of the error. */
  void failed(StreamException error);

  /** Reports a loss of records. Called once for each gap. */
  void gap(CoverageGap gap);
}

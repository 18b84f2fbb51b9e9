package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;

/**
 * Told by a {@link StreamService} what must not pass in silence. What it throws is counted by who
 * catches it. Called on any thread.
 */
public interface StreamEvents {
  /** Things that are only counted. */
  enum Count {
    /** The service asked to slow down. */
    THROTTLED_READS,
    /** An iterator was too old, or its place expired without a loss; it was renewed. */
    EXPIRED_ITERATORS,
    /** A fan-out subscription was made again. */
    RESUBSCRIBES,
    /** An aggregated record was damaged; its bytes were handed on whole. */
    DEAGGREGATION_FAILURES,
    /** A call failed and is tried again. */
    RETRIED_CALLS,
    /** A call about one table or shard was not allowed, and is tried again. */
    DENIED_CALLS
  }

  /** Something happened once more. */
  void count(Count what);

  /** A call failed, and is made again; counted by its kind. */
  void failed(StreamException error);

  /** Records were lost. Reported once for each gap. */
  void gap(CoverageGap gap);
}

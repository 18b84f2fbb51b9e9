package io.exposuremonitor.connectors.stream;

/**
 * Names of the metrics of a {@link ShardedStreamSource}, in the metric groups of its readers and of
 * its enumerator. Gauges show present values; counters count since the start of the task or the
 * coordinator.
 */
public final class StreamMetrics {
  /** Reader, gauge, ms: the age of the position up to which its slowest shard was read. */
  public static final String MILLIS_BEHIND_LATEST = "millisBehindLatest";

  /** Reader, counter: records read. */
  public static final String RECORDS_IN = "recordsIn";

  /** Reader, counter: bytes of the records read. */
  public static final String BYTES_IN = "bytesIn";

  /** Reader, counter: reads without a record. */
  public static final String EMPTY_READS = "emptyReads";

  /** Reader and enumerator, counter: calls that the service asked to slow down. */
  public static final String THROTTLED_READS = "throttledReads";

  /** Reader, counter: expired iterators that were renewed. */
  public static final String EXPIRED_ITERATORS = "expiredIterators";

  /** Reader, counter: fan-out subscriptions that were renewed. */
  public static final String RESUBSCRIBES = "resubscribes";

  /** Reader and enumerator, counter: calls that failed temporarily, and are retried. */
  public static final String RETRIED_CALLS = "retriedCalls";

  /** Reader and enumerator, counter: calls about one table that were denied; retried. */
  public static final String DENIED_CALLS = "deniedCalls";

  /** Reader, counter: damaged aggregated records that were passed on whole. */
  public static final String DEAGGREGATION_FAILURES = "deaggregationFailures";

  /** Reader and enumerator, counter: gaps found; each is emitted as an element, too. */
  public static final String COVERAGE_GAPS = "coverageGaps";

  /** Reader, gauge: shards without a successful read for too long. */
  public static final String STALLED_SHARDS = "stalledShards";

  /** Enumerator, gauge: unfinished shards. */
  public static final String OPEN_SHARDS = "openShards";

  /** Enumerator, gauge: shards that wait for a parent or a reader. */
  public static final String UNASSIGNED_SHARDS = "unassignedShards";

  /** Enumerator, gauge, ms: age of the oldest of the streams' last complete listings. */
  public static final String DISCOVERY_AGE = "discoveryAgeMs";

  /** Enumerator, gauge: confirmed ranges of hash keys for which no shard was listed. */
  public static final String UNCOVERED_HASH_RANGE = "uncoveredHashRange";

  /** Label of the optional gauges of single shards: the stream's ARN. */
  public static final String STREAM = "stream";

  /** Label of the optional gauges of single shards: the shard's id. */
  public static final String SHARD = "shard";

  private StreamMetrics() {}
}

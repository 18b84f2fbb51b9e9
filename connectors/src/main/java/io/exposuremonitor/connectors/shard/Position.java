package io.exposuremonitor.connectors.shard;

/**
 * Where reading of a shard goes on. There is no "latest": a restart would move it and lose what
 * came in between. "From now" is the {@link AtInstant} of the start.
 */
public sealed interface Position {

  /** At the oldest record that the shard still keeps. */
  record Horizon() implements Position {
    /** The only value. */
    public static final Horizon INSTANCE = new Horizon();
  }

  /**
   * At the first record that arrived at a time or later.
   *
   * @param epochMillis the time
   */
  record AtInstant(long epochMillis) implements Position {}

  /**
   * Behind a record.
   *
   * @param sequence the record's sequence number
   */
  record AfterSequence(String sequence) implements Position {}

  /**
   * Behind a part of an aggregated record (Kinesis Producer Library).
   *
   * @param sequence the aggregated record's sequence number
   * @param subSequence index of the part within it, from 0; the aggregate has more parts
   */
  record AfterSubSequence(String sequence, long subSequence) implements Position {}
}

package io.exposuremonitor.connectors.shard;

/**
 * Where reading of a shard resumes. There is no "latest": a restart would move it and lose the
 * records in between. "From now on" is {@link AtInstant} with the time of the start.
 */
public sealed interface Position {

  /** At the oldest record that the shard still retains. */
  record Horizon() implements Position {
    /** The only instance. */
    public static final Horizon INSTANCE = new Horizon();
  }

  /**
   * At the first record that arrived at a time or later.
   *
   * @param epochMillis the time
   */
  record AtInstant(long epochMillis) implements Position {}

  /**
   * After a record.
   *
   * @param sequence the record's sequence number
   */
  record AfterSequence(String sequence) implements Position {}

  /**
   * Within an aggregated record (Kinesis Producer Library).
   *
   * @param sequence the aggregated record's sequence number
   * @param subSequence index of the last part read, from 0; more parts follow
   */
  record AfterSubSequence(String sequence, long subSequence) implements Position {}
}

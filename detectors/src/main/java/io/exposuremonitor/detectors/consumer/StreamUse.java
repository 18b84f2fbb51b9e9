package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * What one actor did with one stream in one slot, or part of it.
 *
 * @param kind what was done
 * @param stream ARN of the change stream of a table (where a record leaves it out, of the table),
 *     or of the Kinesis stream
 * @param actor who; of an application found by its lease table, the table's account
 * @param via how the reader was recognised to read
 * @param consumer id of an application of the Kinesis Client Library, see {@link ConsumerIds}, or
 *     empty
 * @param application its name, where its lease table told it, or empty
 * @param account the account whose log this is
 * @param region where
 * @param slot start of the slot, epoch milliseconds
 * @param start first event, epoch milliseconds
 * @param end last event, epoch milliseconds
 * @param calls how many, the same call as often as it came
 * @param anyShard whether records were asked for by an iterator, which does not tell its shard
 * @param shards hashes of the shards that were opened, ascending; at most {@value #MAX_SHARDS}, of
 *     more the smallest
 * @param events a sample of the events
 */
public record StreamUse(
    Kind kind,
    String stream,
    Actor actor,
    Via via,
    String consumer,
    String application,
    String account,
    String region,
    long slot,
    long start,
    long end,
    long calls,
    boolean anyShard,
    long[] shards,
    List<EventReference> events) {
  /** Shards kept of one use. */
  public static final int MAX_SHARDS = 16;

  /** What was done. */
  public enum Kind {
    /** A shard was opened, or records were asked for. */
    READ,
    /** The stream was described: what comes before reading, and what consoles do. */
    LOOK,
    /** A table's changes were sent to the stream. */
    DESTINATION,
    /** The lease table of an application that reads the stream was read. */
    APPLICATION
  }

  /** Who polls. */
  public enum Via {
    DIRECT,
    /** A service of AWS that polls for its customer: Lambda, pipes, Firehose. */
    SERVICE,
    /** This monitor. */
    MONITOR
  }

  /** True for the change stream of a table, false for a Kinesis stream. */
  public boolean ofTable() {
    return stream.contains(":dynamodb:");
  }

  /**
   * What the readers are remembered by: ARN of the table, since a stream that is switched off and
   * on again is another, or of the Kinesis stream.
   */
  public String source() {
    return TableArns.ofStream(stream);
  }
}

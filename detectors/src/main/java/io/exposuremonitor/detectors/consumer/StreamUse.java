package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.arn.TableArns;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The use of one stream by one actor in one slot, or part of it.
 *
 * @param kind kind of use
 * @param stream ARN of a table's change stream (of the table if a record omits it) or of the
 *     Kinesis stream
 * @param actor the actor; for an application found by its lease table, the table's account
 * @param via who polls
 * @param consumer id of an application of the Kinesis Client Library, see {@link ConsumerIds}, or
 *     empty
 * @param application its name if known from its lease table, or empty
 * @param account the account whose log this is
 * @param region AWS region
 * @param slot start of the slot, epoch milliseconds
 * @param start first event, epoch milliseconds
 * @param end last event, epoch milliseconds
 * @param calls distinct calls, as a stored {@link DistinctCount}; empty for none
 * @param anyShard whether records were requested by an iterator, which doesn't identify the shard
 * @param shards hashes of the opened shards, ascending; the smallest {@value #MAX_SHARDS} of them
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
    byte[] calls,
    boolean anyShard,
    long[] shards,
    List<EventReference> events) {
  /** Shards kept per use. */
  public static final int MAX_SHARDS = 16;

  /** The kind of a use. */
  public enum Kind {
    /** A shard was opened, or records were requested. */
    READ,
    /** The stream was described, which precedes reading, and which consoles do. */
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

  /**
   * A use that this monitor knows of without a call.
   *
   * @param consumer id of the application, or empty
   * @param application its name, or empty
   * @param known ARN of the resource by which it is known; its account stands for the actor
   * @param time when that was observed, epoch milliseconds
   */
  public static StreamUse known(
      Kind kind, String stream, String consumer, String application, String known, long time) {
    String account = Arns.account(known);
    return new StreamUse(
        kind,
        stream,
        Actor.ofAccount(account),
        Via.MONITOR,
        consumer,
        application,
        account,
        Arns.region(known),
        ActivityBundle.slotOf(time),
        time,
        time,
        new byte[0],
        false,
        new long[0],
        List.of());
  }

  /** Whether the same reader did the same in the same slot. */
  boolean isSame(StreamUse other) {
    return slot == other.slot
        && kind == other.kind
        && via == other.via
        && stream.equals(other.stream)
        && consumer.equals(other.consumer)
        && actor.equals(other.actor);
  }

  /** Merges two parts of the same use. */
  StreamUse and(StreamUse other) {
    return new StreamUse(
        kind,
        stream,
        actor,
        via,
        consumer,
        application,
        account,
        region,
        slot,
        Math.min(start, other.start),
        Math.max(end, other.end),
        new DistinctCount(DistinctCount.LG_K).merge(calls).merge(other.calls).toBytes(),
        anyShard || other.anyShard,
        union(shards, other.shards),
        EventReference.sample(events, other.events));
  }

  /** The smallest of the shards in two lists, ascending. */
  static long[] union(long[] some, long[] others) {
    return LongStream.concat(Arrays.stream(some), Arrays.stream(others))
        .sorted()
        .distinct()
        .limit(MAX_SHARDS)
        .toArray();
  }

  /** True for the change stream of a table, false for a Kinesis stream. */
  public boolean ofTable() {
    return stream.contains(":dynamodb:");
  }

  /**
   * The key of the state: ARN of the table, since switching its stream off and on creates another
   * one, or of the Kinesis stream.
   */
  public String source() {
    return TableArns.ofStream(stream);
  }
}

package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.failure.Backoff;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What an {@link ObjectSource} reads and within which bounds.
 *
 * @param queue how messages are received, if there is a queue at all
 * @param backfills what is listed, besides or instead of the queue
 * @param keys which objects are worth reading
 * @param reading how readers read
 * @param memory what the enumerator may hold
 */
public record ObjectSourceSettings(
    Queue queue, List<Backfill> backfills, KeyFilter keys, Reading reading, Memory memory)
    implements Serializable {
  /** Log files of CloudTrail, announced by the queue. */
  public static final ObjectSourceSettings DEFAULT =
      new ObjectSourceSettings(
          Queue.DEFAULT, List.of(), KeyFilter.CLOUD_TRAIL, Reading.DEFAULT, Memory.DEFAULT);

  public ObjectSourceSettings {
    backfills = List.copyOf(backfills);
  }

  /**
   * How messages are received.
   *
   * @param longPoll how long a call waits for messages, 0 to 20 s. Deletions wait behind it
   * @param visibility for how long messages are hidden, up to 12 h; extended until they are
   *     deleted. A message that was not understood, or that was received just before a crash, comes
   *     back after it
   * @param mostHeld no more messages are received while so many wait for a checkpoint; SQS allows
   *     120,000
   */
  public record Queue(Duration longPoll, Duration visibility, int mostHeld)
      implements Serializable {
    private static final Duration MOST_POLL = Duration.ofSeconds(20);
    private static final Duration MOST_VISIBILITY = Duration.ofHours(12);

    /** 10 s, 5 min, 10,000 messages. */
    public static final Queue DEFAULT =
        new Queue(Duration.ofSeconds(10), Duration.ofMinutes(5), 10_000);

    /**
     * @throws IllegalArgumentException when SQS would refuse a value
     */
    public Queue {
      if (longPoll.isNegative() || longPoll.compareTo(MOST_POLL) > 0) {
        throw new IllegalArgumentException("a queue waits 0 to 20 s, not " + longPoll);
      }
      if (visibility.toSeconds() < 1 || visibility.compareTo(MOST_VISIBILITY) > 0) {
        throw new IllegalArgumentException("visibility is 1 s to 12 h, not " + visibility);
      }
      if (mostHeld < 1) {
        throw new IllegalArgumentException("mostHeld must be positive");
      }
    }
  }

  /**
   * How a reader reads.
   *
   * @param concurrent how many objects at the same time; as many more are kept ready
   * @param bufferedBytes stored bytes whose elements may wait for the task; at most four times as
   *     many are in flight
   * @param backoff pauses after failures
   * @param attempts how often an object is tried that is refused, or whose connection breaks off
   *     without an element having come; then it is a gap
   * @param openings how often in a row an object is tried that can't be opened for passing reasons:
   *     the store, or only its bucket, is out of reach. Others are read between; then it is a gap,
   *     too, so that it doesn't hold a place for ever
   */
  public record Reading(
      int concurrent, long bufferedBytes, Backoff backoff, int attempts, int openings)
      implements Serializable {
    /**
     * 4 objects, 2 MiB, 5 attempts, 1,500 openings: more than eight hours by the default pauses.
     */
    public static final Reading DEFAULT = new Reading(4, 2L << 20, Backoff.DEFAULT, 5, 1_500);

    /**
     * @throws IllegalArgumentException when a number is not positive
     */
    public Reading {
      if (concurrent < 1 || bufferedBytes < 1 || attempts < 1 || openings < 1) {
        throw new IllegalArgumentException("bounds of reading must be positive");
      }
    }

    /** Objects that a reader has at the same time. */
    int slots() {
      return 2 * concurrent;
    }
  }

  /**
   * What the enumerator may hold.
   *
   * @param seenFor for how long an object that was announced is known as such
   * @param mostSeen how many such objects are known; some 200 bytes each, and 48 in a checkpoint
   * @param mostPending nothing more is received or listed while so many objects wait for a reader
   */
  public record Memory(Duration seenFor, int mostSeen, int mostPending) implements Serializable {
    /** 6 h, 200,000 objects, 2,000 objects. */
    public static final Memory DEFAULT = new Memory(Duration.ofHours(6), 200_000, 2_000);

    /**
     * @throws IllegalArgumentException when a number is not positive
     */
    public Memory {
      if (mostSeen < 1 || mostPending < 1) {
        throw new IllegalArgumentException("bounds of memory must be positive");
      }
    }
  }

  /** The same with another way of receiving. */
  public ObjectSourceSettings receiving(Queue queue) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }

  /** The same with other listings. */
  public ObjectSourceSettings listing(List<Backfill> backfills) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }

  /** The same with another choice of keys. */
  public ObjectSourceSettings taking(KeyFilter keys) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }

  /** The same with another way of reading. */
  public ObjectSourceSettings reading(Reading reading) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }

  /** The same with other bounds of memory. */
  public ObjectSourceSettings within(Memory memory) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }
}

package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.failure.Backoff;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What an {@link ObjectSource} reads, and within which bounds.
 *
 * @param queue how messages are received, if there is a queue
 * @param backfills the listings, besides or instead of the queue
 * @param keys selects the objects to read
 * @param reading how readers read
 * @param memory limits of the enumerator's memory
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
   * @param longPoll how long a call waits for messages, 0 to 20 s. Deletions wait until the call
   *     has ended
   * @param visibility for how long messages are hidden, up to 12 h; extended until they are
   *     deleted. A message that could not be interpreted, or was received just before a crash, is
   *     delivered again after it
   * @param mostHeld no more messages are received while this many wait for a checkpoint; SQS allows
   *     120,000
   */
  public record Queue(Duration longPoll, Duration visibility, int mostHeld)
      implements Serializable {
    private static final Duration MAX_POLL = Duration.ofSeconds(20);
    private static final Duration MAX_VISIBILITY = Duration.ofHours(12);

    /** 10 s, 5 min, 10,000 messages. */
    public static final Queue DEFAULT =
        new Queue(Duration.ofSeconds(10), Duration.ofMinutes(5), 10_000);

    /**
     * @throws IllegalArgumentException when SQS would reject a value
     */
    public Queue {
      if (longPoll.isNegative() || longPoll.compareTo(MAX_POLL) > 0) {
        throw new IllegalArgumentException("a queue waits 0 to 20 s, not " + longPoll);
      }
      if (visibility.toSeconds() < 1 || visibility.compareTo(MAX_VISIBILITY) > 0) {
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
   * @param concurrent number of objects read at the same time; as many more are kept ready
   * @param bufferedBytes stored bytes whose elements may wait for the task, and twice as many while
   *     those of the first object are waited for; at most eight times as many are in flight
   * @param backoff pauses after failures
   * @param attempts maximum number of attempts on an object that is refused, or whose connection
   *     breaks off before a new element; then it becomes a gap
   * @param openings maximum number of consecutive attempts on an object that can't be opened for
   *     temporary reasons, such as an unreachable store or bucket. Other objects are read in
   *     between; then it becomes a gap, too, so that it doesn't occupy a place for ever
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

    /** Maximum number of objects that a reader has at the same time, besides postponed ones. */
    int slots() {
      return 2 * concurrent;
    }
  }

  /**
   * Limits of the enumerator's memory.
   *
   * @param seenFor how long an announced object is remembered
   * @param mostSeen maximum number of remembered objects; some 200 bytes each, and 48 in a
   *     checkpoint
   * @param mostPending no more messages are received and no more objects listed while this many
   *     objects wait for a reader; so many are read in the order in which they were delivered. Some
   *     400 bytes each, and 200 in a checkpoint
   */
  public record Memory(Duration seenFor, int mostSeen, int mostPending) implements Serializable {
    /** 6 h, 200,000 objects, 10,000 objects. */
    public static final Memory DEFAULT = new Memory(Duration.ofHours(6), 200_000, 10_000);

    /**
     * @throws IllegalArgumentException when a number is not positive
     */
    public Memory {
      if (mostSeen < 1 || mostPending < 1) {
        throw new IllegalArgumentException("bounds of memory must be positive");
      }
    }
  }

  /** These settings with another way of receiving messages. */
  public ObjectSourceSettings receiving(Queue queue) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }

  /** These settings with other listings. */
  public ObjectSourceSettings listing(List<Backfill> backfills) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }

  /** These settings with another selection of keys. */
  public ObjectSourceSettings taking(KeyFilter keys) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }

  /** These settings with another way of reading. */
  public ObjectSourceSettings reading(Reading reading) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }

  /** These settings with other limits of memory. */
  public ObjectSourceSettings within(Memory memory) {
    return new ObjectSourceSettings(queue, backfills, keys, reading, memory);
  }
}

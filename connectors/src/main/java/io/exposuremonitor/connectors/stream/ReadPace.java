package io.exposuremonitor.connectors.stream;

import java.io.Serializable;
import java.time.Duration;
import java.util.Random;

/**
 * Decides when a shard is read next. While there are records, or the reader is far behind, reads
 * follow each other at the minimum spacing: a token bucket with a capacity of one, so that the
 * service's limit (five reads a second, shared by all readers of the shard) is never exceeded by a
 * burst. Empty reads at the tip double the pause. Failures back off exponentially, with jitter.
 * Times are nanoseconds of any clock. Not thread-safe.
 */
public final class ReadPace {
  private final Settings settings;
  private final Random random;
  private long next;
  private long idle;
  private int failures;

  /**
   * How fast a shard is read.
   *
   * @param spacing minimum time between the starts of two reads; 250 ms allow four reads a second
   * @param longestIdle maximum pause between empty reads at the tip
   * @param startSpread reads of new shards start at random within this time
   * @param catchUp a reader further behind than this doesn't pause, even after an empty read
   * @param retryPause maximum pause after a first temporary error; doubles with each further one
   * @param throttlePause the same after the service asked to slow down
   * @param longestPause upper bound of all pauses
   */
  public record Settings(
      Duration spacing,
      Duration longestIdle,
      Duration startSpread,
      Duration catchUp,
      Duration retryPause,
      Duration throttlePause,
      Duration longestPause)
      implements Serializable {
    /** Suits streams that have other readers, too. */
    public static final Settings DEFAULT =
        new Settings(
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30));
  }

  ReadPace(Settings settings, Random random, long now) {
    this.settings = settings;
    this.random = random;
    this.idle = settings.spacing().toNanos();
    this.next = now + between(0, settings.startSpread().toNanos());
  }

  /** When the next read may start. */
  long next() {
    return next;
  }

  /**
   * Records a successful read.
   *
   * @param started when it started
   * @param behindMillis how far behind the tip, -1 when unknown
   */
  void succeeded(long started, boolean empty, long behindMillis) {
    failures = 0;
    if (empty && behindMillis <= settings.catchUp().toMillis()) {
      rest(started);
    } else {
      next = started + settings.spacing().toNanos();
      idle = settings.spacing().toNanos();
    }
  }

  /**
   * Records a read that has no answer yet: failures before and after it still count as consecutive.
   *
   * @param started when it started
   */
  void unanswered(long started) {
    rest(started);
  }

  private void rest(long started) {
    next = started + idle;
    idle = Math.min(idle * 2, longestIdle());
  }

  private long longestIdle() {
    return Math.max(settings.spacing().toNanos(), settings.longestIdle().toNanos());
  }

  /**
   * Records a temporary failure: half of the pause is fixed, half is jitter.
   *
   * @param ended when the read failed
   */
  void failed(long ended, boolean throttled) {
    Duration first = throttled ? settings.throttlePause() : settings.retryPause();
    long longest = settings.longestPause().toNanos();
    long pause = first.toNanos();
    for (int i = 0; i < failures && pause < longest; i++) {
      pause *= 2;
    }
    pause = Math.min(pause, longest);
    failures++;
    next = ended + between(pause / 2, pause);
  }

  private long between(long min, long max) {
    return min + (long) (random.nextDouble() * (max - min));
  }
}

package io.exposuremonitor.connectors.failure;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to pause before a retry: doubled with every consecutive failure, and jittered, so that
 * callers that failed together do not come back together.
 *
 * @param first the longest pause after one failure
 * @param most upper bound of all pauses
 */
public record Backoff(Duration first, Duration most) implements Serializable {
  /** Half a second to half a minute. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private static final int MOST_DOUBLINGS = 20;

  /**
   * @param failures consecutive ones, at least 1
   * @return between half the pause and all of it
   */
  public Duration pause(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long pause = Math.min(doubled, most.toMillis());
    return Duration.ofMillis(pause / 2 + random.nextLong(pause / 2 + 1));
  }
}

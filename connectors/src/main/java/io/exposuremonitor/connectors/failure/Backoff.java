package io.exposuremonitor.connectors.failure;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Computes the pause before a retry: doubled with every consecutive failure, and jittered, so that
 * callers that failed together do not retry together.
 *
 * @param first maximum pause after one failure
 * @param most upper bound of all pauses
 */
public record Backoff(Duration first, Duration most) implements Serializable {
  /** From half a second to half a minute. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private static final int MAX_DOUBLINGS = 20;

  /**
   * Returns the pause after a failure.
   *
   * @param failures number of consecutive failures, at least 1
   * @return between half the maximum and all of it
   */
  public Duration pause(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long pause = Math.min(doubled, most.toMillis());
    return Duration.ofMillis(pause / 2 + random.nextLong(pause / 2 + 1));
  }
}

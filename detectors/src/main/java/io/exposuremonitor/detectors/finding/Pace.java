package io.exposuremonitor.detectors.finding;

import java.time.Duration;
import java.util.Map;

/**
 * How seldom a detection speaks of what goes on. Most speak at every event; one that judges whole
 * days is silent for longer than the quiet time while the same thing goes on.
 */
public final class Pace {
  /** As long as the window of which it judges the last day: with pauses, too, one theft is one. */
  private static final Duration WEEK = Duration.ofDays(7);

  private static final Map<String, Duration> PACES = Map.of("bulk-read.low-and-slow", WEEK);

  private Pace() {}

  /**
   * How long nothing may be heard of what goes on, milliseconds; 0 for what is told at once.
   *
   * @param analytic id of the detection
   */
  public static long of(String analytic) {
    return PACES.getOrDefault(analytic, Duration.ZERO).toMillis();
  }
}

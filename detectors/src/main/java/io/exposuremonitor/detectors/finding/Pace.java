package io.exposuremonitor.detectors.finding;

import java.time.Duration;
import java.util.Map;

/**
 * How far apart the signals of a continuing activity may be. Most detections signal at every event;
 * one that evaluates whole days may be silent for longer than the quiet time while the activity
 * continues.
 */
public final class Pace {
  /** The length of the detection's window, so that a theft with pauses stays one episode. */
  private static final Duration WEEK = Duration.ofDays(7);

  private static final Map<String, Duration> PACES = Map.of("bulk-read.low-and-slow", WEEK);

  private Pace() {}

  /**
   * The longest gap between signals of a continuing activity, milliseconds; 0 if the detection
   * signals every event.
   *
   * @param analytic id of the detection
   */
  public static long of(String analytic) {
    return PACES.getOrDefault(analytic, Duration.ZERO).toMillis();
  }
}

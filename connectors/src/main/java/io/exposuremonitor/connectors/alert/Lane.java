package io.exposuremonitor.connectors.alert;

import io.exposuremonitor.connectors.failure.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The way to one service: how fast it may be told, and whether it is left alone for a while. After
 * {@value #FAILURES_TO_BREAK} failures in a row nothing is sent for a growing, scattered pause,
 * then one letter as a trial; one that is taken ends it. What a service asks for by {@code
 * Retry-After} holds for all its letters.
 */
final class Lane {
  static final int FAILURES_TO_BREAK = 5;
  static final int MOST_UNDER_WAY = 8;

  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));
  private static final double MINUTE_MILLIS = 60_000;

  /** In any minute at most burst and rate together are sent: 110, where PagerDuty takes 120. */
  private static final int BURST = 20;

  private static final int A_MINUTE = 90;

  private final AlertService service;
  private double tokens = BURST;
  private long at;
  private int underWay;
  private int failures;
  private long pausedUntil = Long.MIN_VALUE;

  Lane(AlertService service) {
    this.service = service;
  }

  AlertService service() {
    return service;
  }

  boolean isBroken() {
    return failures >= FAILURES_TO_BREAK;
  }

  boolean mayPass(long now) {
    tokens = Math.min(BURST, tokens + Math.max(0, now - at) / MINUTE_MILLIS * A_MINUTE);
    at = now;
    return pausedUntil <= now && tokens >= 1 && underWay < (isBroken() ? 1 : MOST_UNDER_WAY);
  }

  void passed() {
    tokens--;
    underWay++;
  }

  void answered(Reply reply, long now, RandomGenerator random) {
    underWay--;
    if (reply.outcome() != Reply.Outcome.RETRY) {
      failures = 0;
      return;
    }
    failures++;
    Duration asked = reply.pause();
    if (asked != null) {
      pause(now, asked);
    } else if (isBroken()) {
      pause(now, PAUSES.pause(failures - FAILURES_TO_BREAK + 1, random));
    }
  }

  private void pause(long now, Duration length) {
    pausedUntil = Math.max(pausedUntil, now + length.toMillis());
  }
}

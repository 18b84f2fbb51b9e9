package io.exposuremonitor.connectors.alert;

import io.exposuremonitor.connectors.failure.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The connection to one service, with its rate limit and circuit breaker. After {@value
 * #FAILURES_TO_BREAK} consecutive failures nothing is sent for a growing, jittered pause, then one
 * letter as a trial; when it is accepted, the pause is over. A {@code Retry-After} applies to all
 * letters of the service.
 */
final class Lane {
  static final int FAILURES_TO_BREAK = 5;
  static final int MAX_IN_FLIGHT = 8;

  private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5));
  private static final double MINUTE_MILLIS = 60_000;

  /** At most burst plus rate are sent in any minute: 110, where PagerDuty accepts 120. */
  private static final int BURST = 20;

  private static final int A_MINUTE = 90;

  private final AlertService service;
  private double tokens = BURST;
  private long at;
  private int inFlight;
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
    return !RetryAfter.isPaused(pausedUntil, now)
        && tokens >= 1
        && inFlight < (isBroken() ? 1 : MAX_IN_FLIGHT);
  }

  void passed() {
    tokens--;
    inFlight++;
  }

  void answered(Reply reply, long now, RandomGenerator random) {
    inFlight--;
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

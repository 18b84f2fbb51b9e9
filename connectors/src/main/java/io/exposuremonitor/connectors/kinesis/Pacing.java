package io.exposuremonitor.connectors.kinesis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Decides when the next subscription to a shard may be made. The service accepts one call a second
 * for each consumer and shard, and none within five seconds of a successful one (API reference,
 * SubscribeToShard). Half of each pause is random, so that shards that lost their subscriptions
 * together don't resubscribe together.
 */
final class Pacing {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration TAKEN = Duration.ofSeconds(10);
  private static final int DOUBLINGS = 5;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long dueAt;
  private int failuresInARow;

  Pacing(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.dueAt = clock.millis() + random.nextLong(FIRST.toMillis());
  }

  boolean isDue() {
    return clock.millis() >= dueAt;
  }

  /** Records that an event arrived. */
  void succeeded() {
    failuresInARow = 0;
  }

  /** Records that a subscription ended normally. */
  void ended() {
    pause(FIRST.toMillis());
  }

  /** Records that a subscription failed: the pause doubles with each consecutive failure. */
  void failed() {
    int doublings = Math.min(failuresInARow++, DOUBLINGS);
    pause(Math.min(LONGEST.toMillis(), (2 * FIRST.toMillis()) << doublings));
  }

  /** Records that another subscription is active, perhaps this job's own from before a restart. */
  void taken() {
    pause(TAKEN.toMillis());
  }

  private void pause(long millis) {
    dueAt = clock.millis() + millis / 2 + random.nextLong(millis / 2);
  }
}

package io.exposuremonitor.connectors.aws;

import java.util.function.LongSupplier;

/** Limits the rate of calls, with bursts of as many as a second allows. Thread-safe. */
public final class TokenBucket {
  /** Waits; in a test, advances the clock instead. */
  @FunctionalInterface
  public interface Pause {
    /** Waits for a number of nanoseconds. */
    void nanos(long nanos) throws InterruptedException;
  }

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double capacity;
  private final LongSupplier nanoClock;
  private final Pause pause;
  private double tokens;
  private long at;

  /**
   * @param perSecond calls per second; that many, but at least one, may come at once after a quiet
   *     time
   * @param nanoClock nanoseconds from any start
   */
  public TokenBucket(double perSecond, LongSupplier nanoClock, Pause pause) {
    this.perSecond = perSecond;
    this.capacity = Math.max(1, perSecond);
    this.nanoClock = nanoClock;
    this.pause = pause;
    this.tokens = capacity;
    this.at = nanoClock.getAsLong();
  }

  /** Takes a token, waiting until there is one. Callers are served in the order of their calls. */
  public void take() throws InterruptedException {
    long wait = reserve();
    if (wait > 0) {
      pause.nanos(wait);
    }
  }

  /** Reserves the next token, and returns the time until it is available. */
  private synchronized long reserve() {
    long now = nanoClock.getAsLong();
    tokens = Math.min(capacity, tokens + (now - at) / NANOS * perSecond);
    at = now;
    tokens -= 1;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perSecond * NANOS);
  }
}

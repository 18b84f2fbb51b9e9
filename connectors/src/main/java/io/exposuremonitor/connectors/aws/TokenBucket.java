package io.exposuremonitor.connectors.aws;

import java.util.function.LongSupplier;

/** Spaces out calls: at most so many a second, and as many at once. For any thread. */
public final class TokenBucket {
  /** Waits; a test lets its clock go on instead. */
  @FunctionalInterface
  public interface Pause {
    /** Waits for so many nanoseconds. */
    void nanos(long nanos) throws InterruptedException;
  }

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double most;
  private final LongSupplier nanoClock;
  private final Pause pause;
  private double tokens;
  private long at;

  /**
   * @param perSecond calls in a second; so many (but at least one) may come at once after a quiet
   *     time
   * @param nanoClock nanoseconds from any start
   */
  public TokenBucket(double perSecond, LongSupplier nanoClock, Pause pause) {
    this.perSecond = perSecond;
    this.most = Math.max(1, perSecond);
    this.nanoClock = nanoClock;
    this.pause = pause;
    this.tokens = most;
    this.at = nanoClock.getAsLong();
  }

  /** Takes a token, waiting until there is one. Callers wait in the order in which they came. */
  public void take() throws InterruptedException {
    long wait = reserve();
    if (wait > 0) {
      pause.nanos(wait);
    }
  }

  /** Takes a token even from the future, and says how long that is off. */
  private synchronized long reserve() {
    long now = nanoClock.getAsLong();
    tokens = Math.min(most, tokens + (now - at) / NANOS * perSecond);
    at = now;
    tokens -= 1;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perSecond * NANOS);
  }
}

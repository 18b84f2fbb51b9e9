package io.exposuremonitor.detectors.sensitivity;

import java.util.function.LongSupplier;

/**
 * Limits the classification of items to half of its thread's time. While it takes more, the
 * percentage of items examined is halved every five seconds, down to 1 %; once it takes little
 * time, the percentage is doubled again. The first period, in which all code is still slow, never
 * lowers it.
 *
 * <p>Not thread-safe: use one per thread.
 */
public final class ClassificationBudget {
  private static final long PERIOD_NANOS = 5_000_000_000L;
  private static final int ALL_PERCENT = 100;
  private static final int MAX_TIME_PERCENT = 50;

  /** Below this percentage of time, twice as many items can be examined within the budget. */
  private static final int LOW_TIME_PERCENT = 20;

  private final LongSupplier nanoTime;
  private final boolean limited;
  private boolean warm;
  private long periodStart;
  private long spent;
  private int percent = ALL_PERCENT;

  private ClassificationBudget(LongSupplier nanoTime, boolean limited) {
    this.nanoTime = nanoTime;
    this.limited = limited;
    this.periodStart = nanoTime.getAsLong();
  }

  /**
   * Returns a budget that examines every sampled item regardless of cost, so that the result
   * depends on the input only.
   */
  public static ClassificationBudget unlimited() {
    return new ClassificationBudget(() -> 0, false);
  }

  /**
   * Returns a budget that examines fewer items under load.
   *
   * @param nanoTime a monotonic clock, nanoseconds
   */
  public static ClassificationBudget halfOfTime(LongSupplier nanoTime) {
    return new ClassificationBudget(nanoTime, true);
  }

  /** Percentage of sampled items to examine now, 1 to 100. */
  int percent() {
    return percent;
  }

  /** Starts the decision on one item; returns the argument for {@link #end}. */
  long begin() {
    if (!limited) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    if (now - periodStart >= PERIOD_NANOS) {
      adapt(spent * 100 / (now - periodStart));
      warm = true;
      periodStart = now;
      spent = 0;
    }
    return now;
  }

  /** Ends the examination of an item. */
  void end(long began) {
    if (limited) {
      spent += nanoTime.getAsLong() - began;
    }
  }

  private void adapt(long timePercent) {
    if (timePercent > MAX_TIME_PERCENT && warm) {
      percent = Math.max(1, percent / 2);
    } else if (timePercent < LOW_TIME_PERCENT) {
      percent = Math.min(ALL_PERCENT, percent * 2);
    }
  }
}

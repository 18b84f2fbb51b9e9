package io.exposuremonitor.detectors.sensitivity;

import java.util.function.LongSupplier;

/**
 * Keeps the classification of items from taking more than half of their thread's time. While it
 * takes more, fewer items are examined: half as many from one period to the next, down to one in a
 * hundred; twice as many again when there is room for it. A period is five seconds. The first one,
 * in which everything is still slow, lowers nothing.
 *
 * <p>Not thread-safe: one for each thread.
 */
public final class LookBudget {
  private static final long PERIOD_NANOS = 5_000_000_000L;
  private static final int ALL = 100;
  private static final int MOST_TIME = 50;

  /** Below this percentage of time, twice as many items still leave room. */
  private static final int LITTLE_TIME = 20;

  private final LongSupplier nanoTime;
  private final boolean limited;
  private boolean warm;
  private long periodStart;
  private long spent;
  private int percent = ALL;

  private LookBudget(LongSupplier nanoTime, boolean limited) {
    this.nanoTime = nanoTime;
    this.limited = limited;
    this.periodStart = nanoTime.getAsLong();
  }

  /** Examines everything, whatever it costs: the result depends on the input only. */
  public static LookBudget unlimited() {
    return new LookBudget(() -> 0, false);
  }

  /**
   * Examines less under load.
   *
   * @param nanoTime a clock that never goes back, nanoseconds
   */
  public static LookBudget halfOfTime(LongSupplier nanoTime) {
    return new LookBudget(nanoTime, true);
  }

  /** Percentage of items to examine now, 1 to 100. */
  int percent() {
    return percent;
  }

  /** Begins a possible examination; returns the argument of {@link #end}. */
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

  /** Ends an examination. */
  void end(long began) {
    if (limited) {
      spent += nanoTime.getAsLong() - began;
    }
  }

  private void adapt(long timePercent) {
    if (timePercent > MOST_TIME && warm) {
      percent = Math.max(1, percent / 2);
    } else if (timePercent < LITTLE_TIME) {
      percent = Math.min(ALL, percent * 2);
    }
  }
}

package io.exposuremonitor.detectors.baseline;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The daily maxima of an actor or table on earlier days: a view that works in place on a list of a
 * detector's state. Not thread-safe.
 *
 * <p>"Earlier" is defined by event time alone: a window is compared with the days that had ended,
 * and whose events had all arrived, when the window began. Days on which a signal was raised are
 * excluded, so an actor that raises signals can't make them normal. The comparison therefore has
 * the same result for every order in which the window's events arrive.
 */
public final class History {
  /** Number of days remembered, counted back from a window's last slot. */
  public static final int DAYS = 14;

  /** Length of a day. */
  public static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

  private final List<HistoryDay> days;
  private final long lateness;

  /**
   * @param days ascending; changed in place
   * @param lateness how long after its end a day's events may still arrive, milliseconds
   */
  public History(List<HistoryDay> days, long lateness) {
    this.days = days;
    this.lateness = lateness;
  }

  /** Start of the day that a time falls in. */
  public static long dayOf(long time) {
    return Math.floorDiv(time, DAY_MILLIS) * DAY_MILLIS;
  }

  /**
   * When all history of an actor or table expires, unless there are further events. The lateness
   * bound comes on top.
   *
   * @param newest time of its newest event
   */
  public static long expiry(long newest) {
    return dayOf(newest) + (DAYS + 1) * DAY_MILLIS;
  }

  /** Records the value of a window whose last slot starts at {@code lastSlot}. */
  public void observe(long lastSlot, int index, long value) {
    long start = dayOf(lastSlot);
    int at = 0;
    while (at < days.size() && days.get(at).start() < start) {
      at++;
    }
    if (at == days.size() || days.get(at).start() != start) {
      days.add(at, HistoryDay.of(start));
    }
    days.set(at, days.get(at).withValue(index, value));
  }

  /** Records that a window crossed its line: reached its floor, and more than is usual. */
  public void crossed(long windowStart, long windowEnd) {
    change(windowStart, windowEnd, day -> day.withCrossed(windowEnd));
  }

  /** Records that a window raised a signal. */
  public void signalled(long windowStart, long windowEnd) {
    change(windowStart, windowEnd, day -> day.withSignalled(windowEnd));
  }

  /** True when a line was crossed within a window by another that ended no later. */
  public boolean crossedWithin(long windowStart, long windowEnd) {
    return days.stream()
        .anyMatch(day -> overlaps(day, windowStart, windowEnd) && day.crossed() <= windowEnd);
  }

  /**
   * The highest daily maximum before a window; 0 when too few days are known.
   *
   * @param windowStart start of the window
   * @param lastSlot start of its last slot
   * @param index of the value
   * @param minimumDays how many days must be known
   */
  public long mostBefore(long windowStart, long lastSlot, int index, int minimumDays) {
    long arrived = windowStart - lateness;
    long oldest = dayOf(lastSlot) - DAYS * DAY_MILLIS;
    long most = 0;
    int known = 0;
    for (HistoryDay day : days) {
      boolean over = day.start() + DAY_MILLIS <= arrived;
      if (over && day.start() >= oldest && day.signalled() > arrived) {
        known++;
        most = Math.max(most, day.most(index));
      }
    }
    return known < minimumDays ? 0 : most;
  }

  /**
   * True when a value was reached on a day that overlaps a window and that raised a signal no later
   * than the window's end.
   */
  public boolean signalledWithin(long windowStart, long windowEnd, int index, long value) {
    return days.stream()
        .anyMatch(
            day ->
                overlaps(day, windowStart, windowEnd)
                    && day.signalled() <= windowEnd
                    && day.most(index) >= value);
  }

  /** True if any window, on any day remembered, had at least this value. */
  public boolean reached(int index, long value) {
    for (int i = 0; i < days.size(); i++) {
      if (days.get(i).most(index) >= value) {
        return true;
      }
    }
    return false;
  }

  /** Evicts days that no future window is compared with. */
  public void settle(long settled) {
    long oldest = dayOf(settled) - DAYS * DAY_MILLIS;
    days.removeIf(day -> day.start() < oldest);
  }

  private void change(long windowStart, long windowEnd, UnaryOperator<HistoryDay> change) {
    days.replaceAll(day -> overlaps(day, windowStart, windowEnd) ? change.apply(day) : day);
  }

  private static boolean overlaps(HistoryDay day, long start, long end) {
    return day.start() < end && day.start() + DAY_MILLIS > start;
  }
}

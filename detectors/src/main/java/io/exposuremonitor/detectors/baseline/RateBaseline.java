package io.exposuremonitor.detectors.baseline;

import java.util.Arrays;

/**
 * How much happens in each hour of the week, in UTC: what a key usually does on a Tuesday at nine.
 * A view that works in place on a detector's state. Not thread-safe.
 *
 * <p><b>What it learns.</b> Each hour of the week has a level on a logarithmic scale of eighths of
 * an octave, so a level is right to within an eighth of what it stands for. Of the first {@value
 * #YOUNG_WEEKS} weeks the lowest is believed. After that an hour moves the level of its place in
 * the week by at most {@value #UP} eighths up (a factor of 1.4) or {@value #DOWN} down (a half): a
 * single hour, however full, teaches no more than that. Making a flood look usual takes weeks, and
 * making silence look usual takes months.
 *
 * <p><b>Before an hour of the week was seen twice</b>, the median of the same hour on the days of
 * its kind, Monday to Friday or weekend, stands for it, once two of them are known.
 *
 * <p><b>Order.</b> Counts are added to their hour in any order, and an hour teaches once it is over
 * and everything in it has arrived ({@link #settle}); then it is closed. Hours without a count
 * teach that nothing happened, once something happens after them; a silence of more than {@value
 * #MOST_SILENT_HOURS} hours, a week, teaches nothing: nobody was watching, or it is over. The
 * levels are therefore a function of the counts, independent of the order of arrival within the
 * lateness bound.
 */
public final class RateBaseline {
  /** Length of an hour. */
  public static final long HOUR_MILLIS = 60 * 60 * 1000L;

  /** Returned by {@link #usual} for an hour of which too little is known. */
  public static final long UNKNOWN = -1;

  /** The state is never larger than this. */
  public static final int MOST_BYTES = 1_200;

  static final int WEEK_HOURS = 7 * 24;
  static final int YOUNG_WEEKS = 3;
  static final int UP = 4;
  static final int DOWN = 8;
  static final int MOST_SILENT_HOURS = WEEK_HOURS;

  /** Counts further ahead of settled time are refused: their clocks are wrong, or forged. */
  static final int MOST_AHEAD_HOURS = 24;

  /** Maximum number of open hours; further ones are refused. */
  static final int MOST_OPEN_HOURS = 52;

  private static final int DAY_HOURS = 24;

  /** The epoch began on a Thursday; a week begins on Monday here. */
  private static final int THURSDAY_HOURS = 3 * DAY_HOURS;

  private static final int WEEKDAYS = 5;
  private static final int DAYS = 7;
  private static final int BELIEVED_WEEKS = 2;
  private static final int OCTAVE = 8;
  private static final int OCTAVE_BITS = 3;
  private static final int HIGHEST = 255;

  private final RateBaselineState state;

  /**
   * @param state changed in place
   */
  public RateBaseline(RateBaselineState state) {
    this.state = state;
  }

  /** The hour that a time falls in, hours since the epoch. */
  public static long hourOf(long time) {
    return Math.floorDiv(time, HOUR_MILLIS);
  }

  /**
   * Adds a count.
   *
   * @param time when it happened, epoch milliseconds
   * @param count how much, 0 or more
   * @return false when its hour has taught already, lies more than {@value #MOST_AHEAD_HOURS} hours
   *     ahead of what is settled, or {@value #MOST_OPEN_HOURS} others are open: then it is not
   *     counted
   */
  public boolean add(long time, long count) {
    long hour = hourOf(time);
    if (hour < state.next || isTooFarAhead(hour)) {
      return false;
    }
    int at = Arrays.binarySearch(state.openHours, hour);
    if (at >= 0) {
      state.openCounts[at] = saturated(state.openCounts[at], count);
    } else if (state.openHours.length == MOST_OPEN_HOURS) {
      return false;
    } else {
      state.openHours = inserted(state.openHours, -at - 1, hour);
      state.openCounts = inserted(state.openCounts, -at - 1, count);
    }
    return true;
  }

  /**
   * Closes the hours that are over and learns from them.
   *
   * @param time everything before it has arrived, epoch milliseconds
   */
  public void settle(long time) {
    state.settled = Math.max(state.settled, hourOf(time));
    int over = 0;
    while (over < state.openHours.length && state.openHours[over] < state.settled) {
      teachUpTo(state.openHours[over], state.openCounts[over]);
      over++;
    }
    int kept = state.openHours.length;
    while (kept > over && isTooFarAhead(state.openHours[kept - 1])) {
      kept--;
    }
    if (over > 0 || kept < state.openHours.length) {
      state.openHours = Arrays.copyOfRange(state.openHours, over, kept);
      state.openCounts = Arrays.copyOfRange(state.openCounts, over, kept);
    }
  }

  /**
   * Records that nothing was counted up to a time: open hours up to and including the one that it
   * falls in teach nothing.
   *
   * @param time epoch milliseconds
   */
  public void unwatchedUntil(long time) {
    settle(time);
    state.openHours = new long[0];
    state.openCounts = new long[0];
    state.next = Math.max(state.next, hourOf(time) + 1);
  }

  /**
   * What usually happens in an hour, or {@link #UNKNOWN}.
   *
   * @param hour hours since the epoch
   */
  public long usual(long hour) {
    int slot = slotOf(hour);
    if (weeks(slot) >= BELIEVED_WEEKS) {
      return valueOf(level(slot));
    }
    int level = levelOfKind(slot);
    return level < 0 ? UNKNOWN : valueOf(level);
  }

  /**
   * How much usually happens between two times, hours of which too little is known counting as
   * nothing.
   *
   * @param from epoch milliseconds
   * @param to epoch milliseconds, exclusive
   */
  public long expected(long from, long to) {
    double sum = 0;
    for (long hour = hourOf(from); hour * HOUR_MILLIS < to; hour++) {
      long start = Math.max(from, hour * HOUR_MILLIS);
      long end = Math.min(to, (hour + 1) * HOUR_MILLIS);
      sum += (double) Math.max(0, usual(hour)) * (end - start) / HOUR_MILLIS;
    }
    return (long) sum;
  }

  private boolean isTooFarAhead(long hour) {
    return state.settled != Long.MIN_VALUE && hour - state.settled > MOST_AHEAD_HOURS;
  }

  private void teachUpTo(long hour, long count) {
    boolean watched = state.next != Long.MIN_VALUE && hour - state.next <= MOST_SILENT_HOURS;
    for (long silent = watched ? state.next : hour; silent < hour; silent++) {
      teach(silent, 0);
    }
    teach(hour, count);
    state.next = hour + 1;
  }

  private void teach(long hour, long count) {
    if (state.levels.length == 0) {
      state.levels = new byte[WEEK_HOURS];
      state.weeks = new byte[WEEK_HOURS];
    }
    int slot = slotOf(hour);
    int seen = levelOf(count);
    int known = level(slot);
    int weeks = weeks(slot);
    int taught;
    if (weeks == 0) {
      taught = seen;
    } else if (weeks < YOUNG_WEEKS) {
      taught = Math.min(known, seen);
    } else {
      taught = Math.max(known - DOWN, Math.min(known + UP, seen));
    }
    state.levels[slot] = (byte) taught;
    state.weeks[slot] = (byte) Math.min(Byte.MAX_VALUE, weeks + 1);
  }

  private int level(int slot) {
    return state.levels.length == 0 ? 0 : state.levels[slot] & HIGHEST;
  }

  private int weeks(int slot) {
    return state.weeks.length == 0 ? 0 : state.weeks[slot];
  }

  /** The median level of an hour over the days of one kind; the lower one of two, -1 of fewer. */
  private int levelOfKind(int slot) {
    boolean weekend = slot / DAY_HOURS >= WEEKDAYS;
    int[] levels = new int[WEEKDAYS];
    int known = 0;
    for (int day = weekend ? WEEKDAYS : 0; day < (weekend ? DAYS : WEEKDAYS); day++) {
      int same = day * DAY_HOURS + slot % DAY_HOURS;
      if (weeks(same) > 0) {
        levels[known++] = level(same);
      }
    }
    Arrays.sort(levels, 0, known);
    return known < 2 ? -1 : levels[(known - 1) / 2];
  }

  private static int slotOf(long hour) {
    return (int) Math.floorMod(hour + THURSDAY_HOURS, (long) WEEK_HOURS);
  }

  /** 0 for nothing; each further level is an eighth of an octave, rounded down. */
  static int levelOf(long count) {
    if (count <= 0) {
      return 0;
    }
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(count);
    long eighths = ((count - (1L << octave)) << OCTAVE_BITS) >> octave;
    // Counts of more than 60 bits shift out of a long; they are beyond the scale anyway.
    int fine = octave > Long.SIZE - 1 - OCTAVE_BITS ? 0 : (int) eighths;
    return Math.min(HIGHEST, 1 + octave * OCTAVE + fine);
  }

  /** The least count of a level. */
  static long valueOf(int level) {
    if (level == 0) {
      return 0;
    }
    int octave = (level - 1) / OCTAVE;
    long fine = OCTAVE + (level - 1L) % OCTAVE;
    return ((fine << octave) + OCTAVE - 1) >> OCTAVE_BITS;
  }

  private static long saturated(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static long[] inserted(long[] values, int at, long value) {
    long[] longer = new long[values.length + 1];
    System.arraycopy(values, 0, longer, 0, at);
    longer[at] = value;
    System.arraycopy(values, at, longer, at + 1, values.length - at);
    return longer;
  }
}

package io.exposuremonitor.detectors.baseline;

import java.util.Arrays;

/**
 * The usual count for each hour of the week, in UTC: what a key usually does on a Tuesday at nine.
 * A view that works in place on a detector's state. Not thread-safe.
 *
 * <p><b>Learning.</b> Each hour of the week has a level on a logarithmic scale with steps of an
 * eighth of an octave, so a level is accurate to within an eighth of its value. In the first
 * {@value #YOUNG_WEEKS} weeks the level is the lowest seen. After that, each week changes the level
 * by at most {@value #UP} eighths up (a factor of 1.4) or {@value #DOWN} down (a half), however
 * large the count. Making a flood look usual takes weeks, and making silence look usual takes
 * months.
 *
 * <p><b>Before an hour of the week has been seen twice</b>, the median of the same hour on the days
 * of its kind (Monday to Friday, or weekend) is used, once two of them are known.
 *
 * <p><b>Order.</b> Counts are added to their hour in any order. An hour is learned from, and
 * closed, once it is over and all its counts have arrived ({@link #settle}). Hours without a count
 * are learned as zero once a later hour has a count, but a silence of more than {@value
 * #MAX_SILENT_HOURS} hours, a week, is ignored: it means that the input was not observed, or had
 * ended. The levels are therefore a function of the counts, independent of the order of arrival
 * within the lateness bound.
 */
public final class RateBaseline {
  /** Length of an hour. */
  public static final long HOUR_MILLIS = 60 * 60 * 1000L;

  /** Returned by {@link #usual} if too little is known about an hour. */
  public static final long UNKNOWN = -1;

  /** Maximum size of the state. */
  public static final int MAX_BYTES = 1_200;

  static final int WEEK_HOURS = 7 * 24;
  static final int YOUNG_WEEKS = 3;
  static final int UP = 4;
  static final int DOWN = 8;
  static final int MAX_SILENT_HOURS = WEEK_HOURS;

  /** Counts further ahead of settled time are rejected: their clocks are wrong, or forged. */
  static final int MAX_AHEAD_HOURS = 24;

  /** Maximum number of open hours; counts for further ones are rejected. */
  static final int MAX_OPEN_HOURS = 52;

  private static final int DAY_HOURS = 24;

  /** The epoch began on a Thursday; weeks begin on Monday here. */
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
   * @param count 0 or more
   * @return false if the count was rejected: its hour is closed, its hour is more than {@value
   *     #MAX_AHEAD_HOURS} hours ahead of settled time, or {@value #MAX_OPEN_HOURS} other hours are
   *     open
   */
  public boolean add(long time, long count) {
    long hour = hourOf(time);
    if (hour < state.next || isTooFarAhead(hour)) {
      return false;
    }
    int at = Arrays.binarySearch(state.openHours, hour);
    if (at >= 0) {
      state.openCounts[at] = saturated(state.openCounts[at], count);
    } else if (state.openHours.length == MAX_OPEN_HOURS) {
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
   * @param time epoch milliseconds; everything before it has arrived
   */
  public void settle(long time) {
    state.settled = Math.max(state.settled, hourOf(time));
    int over = 0;
    while (over < state.openHours.length && state.openHours[over] < state.settled) {
      learnUpTo(state.openHours[over], state.openCounts[over]);
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
   * Marks a time as unobserved. Hours that ended before it and have a count are closed, as by
   * {@link #settle}. Later hours, from the one that contains {@code from} to the one that contains
   * {@code to}, were observed in part at most: they are not learned from, and their counts are
   * discarded.
   *
   * @param from epoch milliseconds; everything before it has arrived
   * @param to epoch milliseconds
   */
  public void unobserved(long from, long to) {
    settle(from);
    state.openHours = new long[0];
    state.openCounts = new long[0];
    settle(to);
    state.next = Math.max(state.next, hourOf(to) + 1);
  }

  /**
   * Sets settled time back, because the clock that gave it was wrong. The open hours are discarded,
   * and the hour that contains the time is not learned from; what has been learned stays.
   *
   * @param time epoch milliseconds
   */
  public void setBack(long time) {
    state.settled = Long.MIN_VALUE;
    state.next = Long.MIN_VALUE;
    state.openHours = new long[0];
    state.openCounts = new long[0];
    unobserved(time, time);
  }

  /**
   * The usual count of an hour, or {@link #UNKNOWN}.
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
   * The usual count between two times; hours about which too little is known count as 0.
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
    return state.settled != Long.MIN_VALUE && hour - state.settled > MAX_AHEAD_HOURS;
  }

  private void learnUpTo(long hour, long count) {
    boolean watched = state.next != Long.MIN_VALUE && hour - state.next <= MAX_SILENT_HOURS;
    for (long silent = watched ? state.next : hour; silent < hour; silent++) {
      learn(silent, 0);
    }
    learn(hour, count);
    state.next = hour + 1;
  }

  private void learn(long hour, long count) {
    if (state.levels.length == 0) {
      state.levels = new byte[WEEK_HOURS];
      state.weeks = new byte[WEEK_HOURS];
    }
    int slot = slotOf(hour);
    int seen = levelOf(count);
    int known = level(slot);
    int weeks = weeks(slot);
    int learned;
    if (weeks == 0) {
      learned = seen;
    } else if (weeks < YOUNG_WEEKS) {
      learned = Math.min(known, seen);
    } else {
      learned = Math.max(known - DOWN, Math.min(known + UP, seen));
    }
    state.levels[slot] = (byte) learned;
    state.weeks[slot] = (byte) Math.min(Byte.MAX_VALUE, weeks + 1);
  }

  private int level(int slot) {
    return state.levels.length == 0 ? 0 : state.levels[slot] & HIGHEST;
  }

  private int weeks(int slot) {
    return state.weeks.length == 0 ? 0 : state.weeks[slot];
  }

  /**
   * The median level of an hour of the day over the known days of a kind; the lower median of an
   * even number, -1 if fewer than two are known.
   */
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

  /**
   * The level of a count: 0 for none; each further level is an eighth of an octave, rounded down.
   */
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

  /** The smallest count of a level. */
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

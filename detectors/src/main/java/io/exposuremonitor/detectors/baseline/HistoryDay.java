package io.exposuremonitor.detectors.baseline;

import java.util.Arrays;

/**
 * The maxima of one UTC day. State: stored as it is.
 *
 * @param start start of the day, epoch milliseconds
 * @param crossed end of the earliest window on this day that crossed its line, {@link
 *     Long#MAX_VALUE} for none
 * @param signalled end of the earliest window on this day that raised a signal, {@link
 *     Long#MAX_VALUE} for none
 * @param most the highest value of any window that ended on this day, by index; omitted trailing
 *     values are 0
 */
public record HistoryDay(long start, long crossed, long signalled, long[] most) {
  private static final long[] NOTHING = new long[0];

  public HistoryDay {
    most = most == null ? NOTHING : most;
  }

  static HistoryDay of(long start) {
    return new HistoryDay(start, Long.MAX_VALUE, Long.MAX_VALUE, NOTHING);
  }

  long most(int index) {
    return index < most.length ? most[index] : 0;
  }

  HistoryDay withValue(int index, long value) {
    if (value <= most(index)) {
      return this;
    }
    long[] values = Arrays.copyOf(most, Math.max(most.length, index + 1));
    values[index] = value;
    return new HistoryDay(start, crossed, signalled, values);
  }

  HistoryDay withCrossed(long time) {
    return time >= crossed ? this : new HistoryDay(start, time, signalled, most);
  }

  HistoryDay withSignalled(long time) {
    return time >= signalled ? this : new HistoryDay(start, crossed, time, most);
  }
}

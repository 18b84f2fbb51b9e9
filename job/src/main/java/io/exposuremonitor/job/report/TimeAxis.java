package io.exposuremonitor.job.report;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The timeline's axis: maps times to positions, in per cent of its width, and selects the ticks.
 *
 * @param from left end, epoch milliseconds
 * @param to right end, epoch milliseconds, after {@code from}
 */
record TimeAxis(long from, long to) {
  private static final int MAX_TICKS = 7;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long YEAR = 365 * DAY;
  private static final long SHORTEST = Duration.ofMinutes(10).toMillis();
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(14),
          Duration.ofDays(30),
          Duration.ofDays(91),
          Duration.ofDays(182));
  private static final DateTimeFormatter CLOCK = Units.utc("HH:mm");
  private static final DateTimeFormatter DAY_OF_MONTH = Units.utc("d MMM");
  private static final DateTimeFormatter MONTH = Units.utc("MMM uuuu");

  /** A mark on the axis. */
  record Tick(String percent, String label) {}

  /** An axis from {@code first} to {@code last} with a margin on both sides. */
  static TimeAxis around(long first, long last) {
    long span = Math.max(SHORTEST, last - first);
    long room = span / 40;
    long middle = first + (last - first) / 2;
    return new TimeAxis(middle - span / 2 - room, middle + span / 2 + room);
  }

  /** The position of a time, from 0 to 100. */
  double position(long time) {
    double share = 100.0 * (time - from) / (to - from);
    return Math.min(100, Math.max(0, share));
  }

  /** A share of the width in the page's format. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share);
  }

  /** Marks at round times, at most seven. */
  List<Tick> ticks() {
    long step = step();
    DateTimeFormatter format = step >= 30 * DAY ? MONTH : DAY_OF_MONTH;
    List<Tick> ticks = new ArrayList<>();
    for (long t = Math.floorDiv(from, step) * step + step; t < to; t += step) {
      boolean midnight = Math.floorMod(t, DAY) == 0;
      String label = (midnight ? format : CLOCK).format(Instant.ofEpochMilli(t));
      ticks.add(new Tick(percent(position(t)), label));
    }
    return ticks;
  }

  private long step() {
    for (Duration step : STEPS) {
      if ((to - from) / step.toMillis() < MAX_TICKS) {
        return step.toMillis();
      }
    }
    return YEAR * (1 + (to - from) / YEAR / MAX_TICKS);
  }
}

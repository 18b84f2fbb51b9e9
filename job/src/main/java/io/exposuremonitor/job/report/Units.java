package io.exposuremonitor.job.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats numbers and times for people: grouped digits, binary bytes, UTC. */
public final class Units {
  private static final DateTimeFormatter MINUTE = utc("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter SECOND = utc("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter CLOCK = utc("HH:mm");
  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Units() {}

  /** For example {@code 412,331}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** For example {@code 1 file} or {@code 3 files}. */
  public static String count(long value, String noun) {
    return count(value) + ' ' + noun + (value == 1 ? "" : "s");
  }

  /** For example {@code 4.2 GiB}. */
  public static String bytes(long value) {
    double scaled = value;
    int unit = 0;
    while (Math.abs(scaled) >= 1024 && unit < BYTES.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return unit == 0
        ? value + " B"
        : String.format(Locale.ROOT, scaled < 10 ? "%.1f %s" : "%.0f %s", scaled, BYTES[unit]);
  }

  /** The two largest units, such as {@code 3 h 28 min}; {@code less than 1 s} for zero. */
  static String duration(long millis) {
    long seconds = millis / 1000;
    if (seconds <= 0) {
      return "less than 1 s";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return twoUnits(seconds / 60, "min", seconds % 60, "s");
    }
    return seconds < 2 * 86_400
        ? twoUnits(seconds / 3_600, "h", seconds % 3_600 / 60, "min")
        : twoUnits(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
  }

  /** A rounded span, such as {@code 2 days}; hours when less than a day. */
  public static String span(long from, long to) {
    long millis = Math.max(0, to - from);
    long hours = Math.round(millis / 3_600_000.0);
    if (millis < 3_600_000) {
      return duration(millis);
    }
    return hours < 24 ? count(hours, "hour") : count(Math.round(hours / 24.0), "day");
  }

  /** For example {@code 2026-03-03 02:14}. */
  static String minute(long time) {
    return MINUTE.format(Instant.ofEpochMilli(time));
  }

  /** For example {@code 2026-03-03 02:14:07}. */
  static String second(long time) {
    return SECOND.format(Instant.ofEpochMilli(time));
  }

  /** For example {@code 2026-03-03 02:14 – 05:41}; the day is repeated only when it changes. */
  static String period(long from, long to) {
    String start = minute(from);
    String end = minute(to);
    if (start.equals(end)) {
      return start;
    }
    boolean sameDay = start.substring(0, 10).equals(end.substring(0, 10));
    return start + " – " + (sameDay ? CLOCK.format(Instant.ofEpochMilli(to)) : end);
  }

  static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
    return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }
}

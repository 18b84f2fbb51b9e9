package io.exposuremonitor.detectors.cloudtrail;

/**
 * Parses {@code eventTime}: {@code 2026-03-01T12:34:56Z}, with or without a fraction of a second,
 * always UTC (CloudTrail user guide, record contents). Proleptic Gregorian calendar, years 0 to
 * 9999; a leap second counts as the first second of the next minute.
 */
final class EventTime {
  /** Returned for anything that is not a time. */
  static final long INVALID = Long.MIN_VALUE;

  private static final int LENGTH = "yyyy-mm-ddThh:mm:ss".length();
  private static final int DAYS_FROM_YEAR_0_TO_EPOCH = 719468;
  private static final int DAYS_PER_400_YEARS = 146097;

  private EventTime() {}

  /** Epoch milliseconds of the text at {@code bytes[from, to)}, or {@link #INVALID}. */
  static long parse(byte[] bytes, int from, int to) {
    if (to - from < LENGTH || !punctuated(bytes, from)) {
      return INVALID;
    }
    int year = digits(bytes, from, 4);
    int month = digits(bytes, from + 5, 2);
    int day = digits(bytes, from + 8, 2);
    int hour = digits(bytes, from + 11, 2);
    int minute = digits(bytes, from + 14, 2);
    int second = digits(bytes, from + 17, 2);
    int millis = millis(bytes, from + LENGTH, to);
    if (!isDate(year, month, day)
        || (hour | minute | second | millis) < 0
        || hour > 23
        || minute > 59
        || second > 60) {
      return INVALID;
    }
    long seconds = ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    return seconds * 1000 + millis;
  }

  private static boolean punctuated(byte[] bytes, int from) {
    return bytes[from + 4] == '-'
        && bytes[from + 7] == '-'
        && bytes[from + 10] == 'T'
        && bytes[from + 13] == ':'
        && bytes[from + 16] == ':';
  }

  private static int digits(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Milliseconds of an optional fraction before an optional {@code Z}, or -1. */
  private static int millis(byte[] bytes, int from, int to) {
    int end = from < to && bytes[to - 1] == 'Z' ? to - 1 : to;
    if (from == end) {
      return 0;
    }
    if (bytes[from] != '.' || from + 1 == end) {
      return -1;
    }
    int millis = 0;
    for (int i = from + 1, weight = 100; i < end; i++, weight /= 10) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      millis += digit * weight;
    }
    return millis;
  }

  private static boolean isDate(int year, int month, int day) {
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int days =
        switch (month) {
          case 2 -> leap ? 29 : 28;
          case 4, 6, 9, 11 -> 30;
          default -> 31;
        };
    return day <= days;
  }

  /** Days since 1970-01-01, by counting years from March so that leap days come last. */
  private static long epochDay(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (long) era * DAYS_PER_400_YEARS + dayOfEra - DAYS_FROM_YEAR_0_TO_EPOCH;
  }
}

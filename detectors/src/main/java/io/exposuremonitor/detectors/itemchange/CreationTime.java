package io.exposuremonitor.detectors.itemchange;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Parses {@code ApproximateCreationDateTime}. DynamoDB Streams writes a number of seconds, possibly
 * with a fraction; Kinesis a number of milliseconds or microseconds, as given by {@code
 * ApproximateCreationDateTimePrecision}; the AWS command line prints ISO 8601.
 */
final class CreationTime {
  private static final long LAST = 253_402_300_799_999L;
  private static final int LONGEST = 40;
  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d{1,2})?");

  private CreationTime() {}

  /**
   * Epoch milliseconds, rounded down; empty unless the text is a time from 1970 to 9999.
   *
   * @param text the number or the ISO time
   * @param precision the unit of the number, {@code SECOND} to {@code NANOSECOND}
   */
  static OptionalLong parse(String text, String precision) {
    if (text.length() > LONGEST) {
      return OptionalLong.empty();
    }
    if (WHOLE.matcher(text).matches()) {
      return whole(Long.parseLong(text), precision);
    }
    if (NUMBER.matcher(text).matches()) {
      return fraction(Double.parseDouble(text), precision);
    }
    try {
      return inRange(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException notATime) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong whole(long value, String precision) {
    return switch (precision) {
      case "SECOND" -> value > LAST / 1_000 ? OptionalLong.empty() : inRange(value * 1_000);
      case "MILLISECOND" -> inRange(value);
      case "MICROSECOND" -> inRange(value / 1_000);
      case "NANOSECOND" -> inRange(value / 1_000_000);
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong fraction(double value, String precision) {
    return switch (precision) {
      case "SECOND" -> inRange((long) (value * 1e3));
      case "MILLISECOND" -> inRange((long) value);
      case "MICROSECOND" -> inRange((long) (value / 1e3));
      case "NANOSECOND" -> inRange((long) (value / 1e6));
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong inRange(long millis) {
    return millis < 0 || millis > LAST ? OptionalLong.empty() : OptionalLong.of(millis);
  }
}

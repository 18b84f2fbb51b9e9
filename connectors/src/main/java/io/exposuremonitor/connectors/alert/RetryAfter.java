package io.exposuremonitor.connectors.alert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parses HTTP's {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date. */
public final class RetryAfter {
  /** The maximum pause, whatever a service asks for: an alert must arrive. */
  public static final Duration MAX = Duration.ofMinutes(10);

  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /** How long to wait, at most {@link #MAX}; null when the value can't be parsed. */
  public static @Nullable Duration read(String value, Instant now) {
    String text = value.strip();
    if (text.matches("\\d{1," + MAX_DIGITS + "}")) {
      return bounded(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant then =
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
              .toInstant();
      return bounded(Duration.between(now, then));
    } catch (DateTimeException notADate) {
      return null;
    }
  }

  /**
   * True while a pause lasts. A pause that would last longer than {@link #MAX} began before the
   * clock was set back, and is over.
   *
   * @param until end of the pause, epoch milliseconds; the minimum for none
   * @param now the clock, epoch milliseconds
   */
  public static boolean isPaused(long until, long now) {
    return until > now && until - now <= MAX.toMillis();
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(MAX) > 0 ? MAX : asked;
  }
}

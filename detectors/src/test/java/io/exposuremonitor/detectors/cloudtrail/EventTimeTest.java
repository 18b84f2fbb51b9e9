package io.exposuremonitor.detectors.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_10000 = 253_402_300_800L;

  @Property
  void agreesWithJavaTimeFromYear0ToYear9999(
      @ForAll @LongRange(min = YEAR_0, max = YEAR_10000 - 1) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    Instant instant = Instant.ofEpochSecond(second, nanos);

    assertThat(parse(instant.toString())).isEqualTo(instant.toEpochMilli());
  }

  @Property
  void rejectsTheDatesThatJavaTimeRejects(
      @ForAll @IntRange(max = 2400) int year,
      @ForAll @IntRange(max = 13) int month,
      @ForAll @IntRange(max = 32) int day) {
    String text = "%04d-%02d-%02dT23:59:59".formatted(year, month, day);
    long expected = EventTime.INVALID;
    try {
      expected = LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      assertThat(e).hasMessageContaining("could not be parsed");
    }

    assertThat(parse(text + "Z")).isEqualTo(expected);
  }

  @Test
  void readsLeapSecondAsStartOfNextMinute() {
    assertThat(parse("2016-12-31T23:59:60Z")).isEqualTo(parse("2017-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01",
        "2026-03-01T12:00Z",
        "2026-03-01 12:00:00Z",
        "2026-03-01T12:00:00+01:00",
        "2026-03-01T12:00:00.Z",
        "2026-03-01T12:00:00.12xZ",
        "2026-03-01Tx2:00:00Z",
        "2026/03-01T12:00:00Z",
        "2026-03/01T12:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T12:60:00Z",
        "2026-03-01T12:00:61Z",
        "20260301T120000Z",
        "Mar 1, 2026, 12:00:00 PM"
      })
  void rejectsInvalidUtcTimes(String text) {
    assertThat(parse(text)).isEqualTo(EventTime.INVALID);
  }

  private static long parse(String text) {
    byte[] bytes = Decoded.bytes("<" + text + ">");
    return EventTime.parse(bytes, 1, bytes.length - 1);
  }
}

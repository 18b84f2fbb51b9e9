package io.exposuremonitor.detectors.itemchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreationTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1720740233,                 SECOND,      2024-07-11T23:23:53Z",
    "1720740233.0,               SECOND,      2024-07-11T23:23:53Z",
    "1720740233.5,               SECOND,      2024-07-11T23:23:53.500Z",
    "1.720740233E9,              SECOND,      2024-07-11T23:23:53Z",
    "1720740233012,              MILLISECOND, 2024-07-11T23:23:53.012Z",
    "1720740233012995,           MICROSECOND, 2024-07-11T23:23:53.012Z",
    "1720740233012995.0,         MICROSECOND, 2024-07-11T23:23:53.012Z",
    "1720740233012995999,        NANOSECOND,  2024-07-11T23:23:53.012Z",
    "172074023301299599,         NANOSECOND,  1975-06-15T14:20:23.301Z",
    "2024-07-11T23:23:53+00:00,  SECOND,      2024-07-11T23:23:53Z",
    "2024-07-12T01:23:53+02:00,  SECOND,      2024-07-11T23:23:53Z",
    "2024-07-11T23:23:53.012Z,   MICROSECOND, 2024-07-11T23:23:53.012Z",
    "0,                          SECOND,      1970-01-01T00:00:00Z",
    "253402300799,               SECOND,      9999-12-31T23:59:59Z",
    "253402300800,               SECOND,      ",
    "999999999999999999,         SECOND,      ",
    "-1,                         SECOND,      ",
    "1e99,                       SECOND,      ",
    "1e999,                      SECOND,      ",
    "1720740233,                 FORTNIGHT,   ",
    "1720740233.5,               FORTNIGHT,   ",
    "2024-13-11T23:23:53Z,       SECOND,      ",
    "+999999999-12-31T23:59:59Z, SECOND,      ",
    "yesterday,                  SECOND,      ",
    "'',                         SECOND,      ",
  })
  void readsSecondsMillisecondsMicrosecondsAndIso(String text, String precision, Instant expected) {
    if (expected == null) {
      assertThat(CreationTime.parse(text, precision)).isEmpty();
    } else {
      assertThat(CreationTime.parse(text, precision)).hasValue(expected.toEpochMilli());
    }
  }
}

package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.4S, less than 1 s", "PT59S, 59 s", "PT1M, 1 min", "PT1M1S, 1 min 1 s",
    "PT3H28M7S, 3 h 28 min", "PT47H, 47 h", "PT48H, 2 d", "P7DT5H59M, 7 d 5 h"
  })
  void durationsKeepTheirTwoLargestUnits(Duration duration, String text) {
    assertThat(Units.duration(duration.toMillis())).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "10240, 10 KiB",
    "4527751168, 4.2 GiB",
    "9223372036854775807, 8.0 EiB"
  })
  void formatsBytesInBinaryUnits(long bytes, String text) {
    assertThat(Units.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, less than 1 s",
    "PT12M, 12 min",
    "PT1H, 1 hour",
    "PT23H29M, 23 hours",
    "PT23H59M, 1 day",
    "PT24H, 1 day",
    "PT47H58M, 2 days",
    "P400D, 400 days"
  })
  void spansAreRoundedToHoursAndDays(Duration span, String text) {
    assertThat(Units.span(0, span.toMillis())).isEqualTo(text);
  }

  @Test
  void periodWithinOneDayNamesDayOnce() {
    long from = Instant.parse("2026-03-03T02:14:07Z").toEpochMilli();

    assertThat(Units.period(from, from + 1_000)).isEqualTo("2026-03-03 02:14");
    assertThat(Units.period(from, from + 3_600_000)).isEqualTo("2026-03-03 02:14 – 03:14");
    assertThat(Units.period(from, from + 86_400_000))
        .isEqualTo("2026-03-03 02:14 – 2026-03-04 02:14");
  }

  @Test
  void countsHaveGroupedDigitsAndPlurals() {
    assertThat(Units.count(412_331)).isEqualTo("412,331");
    assertThat(Units.count(1, "file")).isEqualTo("1 file");
    assertThat(Units.count(0, "file")).isEqualTo("0 files");
  }
}

package io.exposuremonitor.detectors.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 1 second",
    "PT1.999S, 1 second",
    "PT2S, 2 seconds",
    "PT1M59S, 119 seconds",
    "PT2M, 2 minutes",
    "PT1H59M59S, 119 minutes",
    "PT2H, 2 hours",
    "PT47H59M, 47 hours",
    "PT48H, 2 days",
    "P100D, 100 days"
  })
  void formatsDurationInTheLargestUnitWithAtLeastTwo(Duration length, String text) {
    assertThat(Names.duration(length.toMillis())).isEqualTo(text);
  }
}

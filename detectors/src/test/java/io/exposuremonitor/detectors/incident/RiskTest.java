package io.exposuremonitor.detectors.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskTest {
  private static final long DAY = 24 * 60 * 60 * 1_000L;

  @ParameterizedTest
  @CsvSource({
    "MEDIUM, , 0, 0, 35",
    "MEDIUM, PUBLIC, 0, 1, 25",
    "MEDIUM, CONFIDENTIAL, 19, 1, 43",
    "MEDIUM, CONFIDENTIAL, 20, 1, 48",
    "MEDIUM, RESTRICTED, 79, 2, 61",
    "MEDIUM, RESTRICTED, 80, 2, 66",
    "MEDIUM, INTERNAL, 0, 5, 59",
    "MEDIUM, INTERNAL, 0, 9, 59",
    "CRITICAL, RESTRICTED, 100, 5, 100",
    "INFORMATIONAL, PUBLIC, 0, 1, 0"
  })
  void addsWhatMakesAnIncidentWorse(
      Level level, Sensitivity sensitivity, int coverage, int tactics, int score) {
    assertThat(Risk.of(level, sensitivity, coverage, tactics, 0)).isEqualTo(score);
  }

  @Test
  void halvesWithEveryDay() {
    assertThat(Risk.of(Level.HIGH, null, 0, 1, -DAY)).isEqualTo(60);
    assertThat(Risk.of(Level.HIGH, null, 0, 1, DAY)).isEqualTo(30);
    assertThat(Risk.of(Level.HIGH, null, 0, 1, 2 * DAY)).isEqualTo(15);
  }
}

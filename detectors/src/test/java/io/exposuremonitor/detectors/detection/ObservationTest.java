package io.exposuremonitor.detectors.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final long GAP = Observation.MAX_GAP_MILLIS;

  @Test
  void countsFromTheStartOfTheStretch() {
    Observation observation = Observation.of(List.of(0L, GAP, 2 * GAP));

    assertThat(observation.unbrokenAt(2 * GAP)).isEqualTo(2 * GAP);
    assertThat(observation.unbrokenAt(GAP / 2)).isEqualTo(GAP / 2);
  }

  @Test
  void startsNewStretchAfterGap() {
    Observation observation = Observation.of(List.of(0L, GAP + 1));

    assertThat(observation.unbrokenAt(GAP + 1)).isZero();
    assertThat(observation.stretches()).hasSize(2);
  }

  @Test
  void holdsUntilMaxGapAfterTheLastSighting() {
    Observation observation = Observation.of(List.of(0L));

    assertThat(observation.unbrokenAt(GAP)).isEqualTo(GAP);
    assertThat(observation.unbrokenAt(GAP + 1)).isEqualTo(-1);
  }

  @Test
  void isUnknownBeforeTheFirstSighting() {
    assertThat(Observation.of(List.of(10L)).unbrokenAt(9)).isEqualTo(-1);
    assertThat(Observation.UNKNOWN.unbrokenAt(0)).isEqualTo(-1);
  }

  @Test
  void unbrokenSinceHasNoEnd() {
    assertThat(Observation.unbrokenSince(5).unbrokenAt(Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE - 5);
    assertThat(Observation.unbrokenSince(Long.MAX_VALUE)).isEqualTo(Observation.UNKNOWN);
  }
}

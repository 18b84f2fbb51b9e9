package io.exposuremonitor.detectors.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.detection.Observation.Stretch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final long GAP = Observation.MAX_GAP_MILLIS;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration FORTNIGHT = Duration.ofDays(14);

  private static boolean isLongEnough(Observation observation, long time, Duration learning) {
    return isLongEnough(observation, time, FORTNIGHT, learning);
  }

  private static boolean isLongEnough(
      Observation observation, long time, Duration memory, Duration learning) {
    return observation.isLongEnough(
        time, Horizon.at(time, Duration.ofMinutes(15), memory, learning));
  }

  @Test
  void countsFromTheStartOfTheStretch() {
    Observation observation = Observation.of(List.of(0L, GAP, 2 * GAP));

    assertThat(isLongEnough(observation, 2 * GAP, Duration.ofMillis(2 * GAP))).isTrue();
    assertThat(isLongEnough(observation, 2 * GAP - 1, Duration.ofMillis(2 * GAP))).isFalse();
    assertThat(isLongEnough(observation, GAP / 2, Duration.ofMillis(GAP / 2))).isTrue();
  }

  @Test
  void startsNewStretchAfterGap() {
    Observation observation = Observation.of(List.of(0L, GAP + 1));

    assertThat(isLongEnough(observation, GAP + 1, Duration.ZERO)).isTrue();
    assertThat(isLongEnough(observation, GAP + 1, Duration.ofMillis(1))).isFalse();
    assertThat(observation.stretches()).hasSize(2);
  }

  @Test
  void holdsUntilMaxGapAfterTheLastSighting() {
    Observation observation = Observation.of(List.of(0L));

    assertThat(isLongEnough(observation, GAP, Duration.ofMillis(GAP))).isTrue();
    assertThat(isLongEnough(observation, GAP + 1, Duration.ZERO)).isFalse();
  }

  @Test
  void isUnknownBeforeTheFirstSighting() {
    assertThat(isLongEnough(Observation.of(List.of(10L)), 9, Duration.ZERO)).isFalse();
    assertThat(isLongEnough(Observation.UNKNOWN, 0, Duration.ZERO)).isFalse();
  }

  @Test
  void unbrokenSinceHasNoEnd() {
    assertThat(isLongEnough(Observation.unbrokenSince(5), 5 + 1_000 * DAY, WEEK)).isTrue();
    assertThat(Observation.unbrokenSince(Long.MAX_VALUE)).isEqualTo(Observation.UNKNOWN);
  }

  @Test
  void learnsForLongerThanTheMemoryIfThePolicySaysSo() {
    Observation observation = Observation.unbrokenSince(0);
    Duration memory = Duration.ofDays(2);

    assertThat(isLongEnough(observation, 7 * DAY - 1, memory, WEEK)).isFalse();
    assertThat(isLongEnough(observation, 7 * DAY, memory, WEEK)).isTrue();
  }

  @Test
  void learnsAnewAfterPauseAsLongAsTheMemory() {
    Observation resumed = Observation.since(0, List.of(new Stretch(100 * DAY, 114 * DAY)));

    assertThat(isLongEnough(resumed, 100 * DAY, WEEK)).isTrue();
    assertThat(isLongEnough(resumed, 114 * DAY, WEEK)).isFalse();
    assertThat(isLongEnough(resumed, 121 * DAY - 1, WEEK)).isFalse();
    assertThat(isLongEnough(resumed, 121 * DAY, WEEK)).isTrue();
    assertThat(isLongEnough(resumed, 114 * DAY, Duration.ofDays(45), WEEK))
        .as("with a longer memory")
        .isTrue();
  }

  @Test
  void countsWhatIsRememberedFromBeforeShortPause() {
    Observation resumed = Observation.since(0, List.of(new Stretch(100 * DAY, 107 * DAY)));
    Observation young = Observation.since(0, List.of(new Stretch(3 * DAY, 9 * DAY)));

    assertThat(isLongEnough(resumed, 107 * DAY, WEEK)).isTrue();
    assertThat(isLongEnough(young, 13 * DAY - 1, WEEK)).isFalse();
    assertThat(isLongEnough(young, 13 * DAY, WEEK)).isTrue();
  }
}

package io.exposuremonitor.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldWatermarkTest {
  private static final long NOTHING_WAITS = Long.MAX_VALUE;

  private final HeldWatermark watermark = new HeldWatermark();

  @Test
  void releasesNothingBeforeFirstWatermark() {
    assertThat(watermark.release(NOTHING_WAITS)).isEmpty();
    assertThat(watermark.isHeld()).isFalse();
  }

  @Test
  void releasesWatermarkWhenNothingWaits() {
    watermark.hold(1_000);

    assertThat(watermark.release(NOTHING_WAITS)).hasValue(1_000);
    assertThat(watermark.isHeld()).isFalse();
    assertThat(watermark.release(NOTHING_WAITS)).isEmpty();
  }

  @Test
  void neverOvertakesWaitingActivities() {
    watermark.hold(1_000);

    assertThat(watermark.release(400)).hasValue(399);
    assertThat(watermark.release(400)).as("unchanged").isEmpty();
    assertThat(watermark.isHeld()).as("the rest is held").isTrue();
    assertThat(watermark.release(1_000)).as("as old as the waiting activity").hasValue(999);
    assertThat(watermark.release(1_001)).hasValue(1_000);
    assertThat(watermark.isHeld()).isFalse();
  }

  @Test
  void releasesNewestWatermarkAndNeverRegresses() {
    watermark.hold(1_000);
    watermark.hold(2_000);

    assertThat(watermark.release(NOTHING_WAITS)).hasValue(2_000);
    watermark.hold(1_500);
    assertThat(watermark.release(NOTHING_WAITS)).isEmpty();
    assertThat(watermark.isHeld()).isFalse();
  }

  @Test
  void doesNotRegressForLateActivities() {
    watermark.hold(1_000);
    assertThat(watermark.release(NOTHING_WAITS)).hasValue(1_000);
    watermark.hold(2_000);

    assertThat(watermark.release(500)).as("late activities wait").isEmpty();
    assertThat(watermark.release(NOTHING_WAITS)).hasValue(2_000);
  }
}

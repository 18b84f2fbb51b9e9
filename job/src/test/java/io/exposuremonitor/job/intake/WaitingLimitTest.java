package io.exposuremonitor.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingLimitTest {
  private static final long GIB = 1L << 30;

  @Test
  void sharesASixteenthOfTheHeapAmongSubtasks() {
    assertThat(WaitingLimit.of(GIB, 4)).isEqualTo(131_072);
    assertThat(WaitingLimit.of(2 * GIB, 8)).isEqualTo(131_072);
  }

  @Test
  void staysWithinBounds() {
    assertThat(WaitingLimit.of(GIB, 16)).isEqualTo(WaitingLimit.LEAST);
    assertThat(WaitingLimit.of(GIB / 8, 1)).isEqualTo(WaitingLimit.LEAST);
    assertThat(WaitingLimit.of(64 * GIB, 1)).isEqualTo(WaitingLimit.MOST);
    assertThat(WaitingLimit.of(Long.MAX_VALUE, 1)).as("no limit").isEqualTo(WaitingLimit.MOST);
  }
}

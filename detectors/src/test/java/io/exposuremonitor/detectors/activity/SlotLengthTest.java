package io.exposuremonitor.detectors.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.baseline.Horizon;
import org.junit.jupiter.api.Test;

class SlotLengthTest {
  @Test
  void bundlesAndFirstSeenMemoryHaveTheSameSlots() {
    assertThat(ActivityBundle.SLOT_MILLIS).isEqualTo(Horizon.SLOT_MILLIS);
  }
}

package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
  private static final ReconThresholds MANY =
      new ReconThresholds(
          500,
          ReconThresholds.DEFAULTS.consoleLooks(),
          ReconThresholds.DEFAULTS.learning(),
          ReconThresholds.DEFAULTS.memory());

  @Test
  void everyThresholdTypeHasDefaults() {
    assertThat(Thresholds.DEFAULTS.values().keySet())
        .containsExactlyInAnyOrder(DetectorThresholds.class.getPermittedSubclasses());
  }

  @Test
  void usesFirstMatchingOverrideOfTheRequestedType() {
    Thresholds thresholds =
        new Thresholds(
            Thresholds.DEFAULTS.values(),
            List.of(
                new ThresholdOverride(
                    "*", "*", Map.of(PartiqlThresholds.class, PartiqlThresholds.DEFAULTS)),
                new ThresholdOverride("*role/App", "*", Map.of(ReconThresholds.class, MANY))));

    assertThat(thresholds.of(ReconThresholds.class, "role/App", "orders")).isEqualTo(MANY);
    assertThat(thresholds.of(ReconThresholds.class, "role/Other", "orders"))
        .isEqualTo(ReconThresholds.DEFAULTS);
    assertThat(thresholds.of(ReconThresholds.class)).isEqualTo(ReconThresholds.DEFAULTS);
  }

  @Test
  void replacesThresholdsOfOneTypeOnly() {
    Thresholds changed = Thresholds.DEFAULTS.with(MANY);

    assertThat(changed.of(ReconThresholds.class)).isEqualTo(MANY);
    assertThat(changed.of(AccessThresholds.class)).isEqualTo(AccessThresholds.DEFAULTS);
  }
}

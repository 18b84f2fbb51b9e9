package io.exposuremonitor.job.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertyGroupsTest {
  private static final String YAML =
      """
      monitor: {rules: [a, b]}
      inputs:
        trail:
          type: kinesis
          streams: arn:aws:kinesis:eu-west-1:111122223333:stream/x
      metrics: {port: ''}
      """;

  @Test
  void groupsBySection() {
    assertThat(PropertyGroups.ofFile("m.yml", YAML).groups())
        .isEqualTo(
            Map.of(
                "monitor", Map.of("rules", "a,b"),
                "inputs.trail",
                    Map.of(
                        "type",
                        "kinesis",
                        "streams",
                        "arn:aws:kinesis:eu-west-1:111122223333:stream/x")));
  }

  @Test
  void groupsYieldSameSettingsAsFile() {
    assertThat(
            RunSettings.ofPropertyGroups(
                PropertyGroups.ofFile("m.yml", YAML).properties(), Instant.EPOCH))
        .isEqualTo(RunSettings.ofFile("m.yml", YAML, Instant.EPOCH));
  }

  @Test
  void rejectsSettingsOutsideSections() {
    assertThatThrownBy(() -> PropertyGroups.ofFile("m.properties", "monitor=x"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("monitor: must be in a section");
  }
}

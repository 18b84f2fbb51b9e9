package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.settings.Start;
import io.exposuremonitor.job.topology.DecoderFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveInputsTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/Music";

  private final LiveInputs inputs =
      new LiveInputs(
          new DecoderFactory(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE)), "");

  @Test
  void takesRegionFromFirstCompleteTableArn() {
    assertThat(inputs.source(tables("arn:aws:dynamodb", "Music", TABLE))).isNotNull();
  }

  @Test
  void rejectsIncompleteArnsWithoutRegion() {
    assertThatThrownBy(() -> inputs.source(tables("arn:aws:dynamodb", "Music")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no region is set and no ARN tells it");
  }

  private static InputSettings tables(String... tables) {
    return new InputSettings.ChangeStreams(
        new InputSettings.Basics("changes", "", Optional.empty(), "", "", Duration.ofMinutes(1)),
        List.of(tables),
        "",
        "",
        new Start(Optional.empty()));
  }
}

package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.alert.HttpService;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.Policies;
import io.exposuremonitor.job.settings.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertOperatorTest {
  private static final String KEY = "0123456789abcdefghijklmnopqrstuv";

  @TempDir private Path state;
  @TempDir private Path temporary;

  @Test
  void boundedJobSendsAllAlertsBeforeItEnds() throws Exception {
    try (FakePagerDuty pagerDuty = new FakePagerDuty(FakePagerDuty.Mood.FAILS)) {
      StreamExecutionEnvironment environment =
          EmbeddedEngine.live(1, temporary, new StateFolder(state), Duration.ofHours(1));
      Alerts.send(
          environment.fromData(
              TypeInformation.of(Incident.class),
              incident("ended", Incident.Change.OPENED),
              incident("ended", Incident.Change.RESOLVED),
              incident("goes on", Incident.Change.OPENED)),
          settings(pagerDuty),
          Policies.fixed(MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE)),
          route -> HttpService.pagerDuty(Objects.requireNonNull(route.url()), KEY));
      environment.execute("alerts");

      assertThat(pagerDuty.calls()).containsExactlyInAnyOrder("ended", "goes on");
      assertThat(pagerDuty.open()).containsOnlyKeys("goes on");
    }
  }

  private static Incident incident(String id, Incident.Change change) {
    return ExampleIncidents.incident(id, 1, change, Level.HIGH);
  }

  private static RunSettings settings(FakePagerDuty pagerDuty) throws Exception {
    return RunSettings.ofFile(
        "monitor.yml",
        """
        inputs.none: {type: kinesis, streams: "arn:aws:kinesis:eu-west-1:123456789012:stream/s"}
        alerts.soc: {type: pagerduty, key: "env:PAGERDUTY_KEY", url: "%s"}
        """
            .formatted(pagerDuty.url()),
        Instant.EPOCH);
  }
}

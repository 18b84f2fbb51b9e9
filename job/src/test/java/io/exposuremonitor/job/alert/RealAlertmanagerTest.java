package io.exposuremonitor.job.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.connectors.alert.HttpService;
import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings.IncidentOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus Alertmanager accepts the opening, the updates and the end of an incident. */
@Tag("slow")
class RealAlertmanagerTest {
  @TempDir private Path folder;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void acceptsOpeningUpdateAndEndOfIncident() throws Exception {
    assumeTrue(LocalAlertmanager.missing().isEmpty(), () -> LocalAlertmanager.missing().orElse(""));
    Bodies bodies = new Bodies(new IncidentOptions(Duration.ofHours(24), Optional.empty(), "", ""));
    try (LocalAlertmanager alertmanager = LocalAlertmanager.start(folder);
        HttpService service = HttpService.alertmanager(alertmanager.url())) {
      RouteSettings route = route(alertmanager.url());
      for (Change change : List.of(Change.OPENED, Change.RAISED)) {
        Level level = change == Change.OPENED ? Level.HIGH : Level.CRITICAL;
        Reply reply =
            service
                .send(bodies.letter(route, ExampleIncidents.incident("id-1", 1, change, level)))
                .join();
        assertThat(reply.outcome()).isEqualTo(Reply.Outcome.DELIVERED);
        JsonNode active = alertmanager.active();
        assertThat(active).hasSize(1);
        assertThat(active.at("/0/labels/incident").textValue()).isEqualTo("id-1");
        assertThat(active.at("/0/annotations/level").textValue())
            .isEqualTo(level == Level.HIGH ? "high" : "critical");
      }
      service
          .send(
              bodies.letter(
                  route, ExampleIncidents.incident("id-1", 3, Change.RESOLVED, Level.CRITICAL)))
          .join();
      assertThat(alertmanager.active()).isEmpty();
    }
  }

  private static RouteSettings route(URI url) {
    return new RouteSettings(
        "wall",
        RouteSettings.Type.ALERTMANAGER,
        url,
        "",
        RouteSettings.Aws.NONE,
        Level.LOW,
        List.of(),
        List.of(),
        List.of(),
        0);
  }
}

package io.exposuremonitor.detectors.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private static final IncidentStep LISTED = step("listed", Level.LOW, 1);
  private static final IncidentStep READ = step("read", Level.HIGH, 2);
  private static final IncidentStep EXPORTED = step("exported", Level.HIGH, 3);
  private static final IncidentStep COPIED = step("copied", Level.HIGH, 3);

  private static IncidentStep step(String uid, Level level, long time) {
    return IncidentStep.of(
        ExampleFinding.of("bulk-read.x", time).uid(uid).level(level).build(), null);
  }

  private static Incident incident(List<IncidentStep> timeline) {
    return new Incident(
        "id",
        1,
        Incident.Change.OPENED,
        Incident.State.OPEN,
        3,
        Level.HIGH,
        50,
        1,
        3,
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        0,
        timeline.size(),
        0,
        timeline,
        "",
        IncidentScope.of(timeline, List.of(), List.of()));
  }

  @Test
  void ranksStepsByLevelThenByTimeInWhateverOrderTheyAreListed() {
    Incident incident = incident(List.of(EXPORTED, LISTED, COPIED, READ));

    assertThat(incident.byWeight()).containsExactly(READ, COPIED, EXPORTED, LISTED);
    assertThat(incident.worst()).contains(READ);
  }

  @Test
  void hasNoWorstStepWithoutSteps() {
    assertThat(incident(List.of()).worst()).isEmpty();
    assertThat(incident(List.of()).byWeight()).isEmpty();
  }
}

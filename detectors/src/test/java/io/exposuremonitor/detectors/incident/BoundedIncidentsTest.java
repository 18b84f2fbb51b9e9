package io.exposuremonitor.detectors.incident;

import static io.exposuremonitor.detectors.incident.Findings.at;
import static io.exposuremonitor.detectors.incident.Findings.finding;
import static io.exposuremonitor.detectors.incident.Findings.role;
import static io.exposuremonitor.detectors.incident.Findings.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedIncidentsTest {
  private static Finding of(String id, String role, int hour, int length, Level level) {
    return finding(id, role(role), table("t"), at(hour), at(hour + length), level, Origin.NONE);
  }

  private static List<Incident> incidents(Finding... findings) {
    List<Incident> reported = new ArrayList<>();
    BoundedIncidents incidents =
        new BoundedIncidents(
            Policy.defaults(), IncidentSettings.DEFAULT, analytic -> null, reported::add);
    List.of(findings).forEach(incidents::on);
    incidents.finish();
    return reported;
  }

  @Test
  void reportsEachIncidentOnceWithAllFindings() {
    List<Incident> reported =
        incidents(
            of("recon.enumeration", "A", 0, 1, Level.LOW),
            of("bulk-read.table-scan", "A", 2, 3, Level.HIGH),
            of("export.by-unusual-actor", "B", 4, 0, Level.MEDIUM));

    assertThat(reported).extracting(Incident::findings).containsExactly(2, 1);
    assertThat(reported).extracting(Incident::level).containsExactly(Level.HIGH, Level.MEDIUM);
    assertThat(reported).allMatch(incident -> incident.state() == Incident.State.OPEN);
    assertThat(reported).extracting(Incident::time).containsExactly(at(5), at(4));
  }

  @Test
  void resolvesIncidentAfterADayOfSilenceAndKeepsRisk() {
    List<Incident> reported =
        incidents(
            of("bulk-read.table-scan", "A", 0, 1, Level.HIGH),
            of("bulk-read.table-scan", "A", 100, 1, Level.HIGH));

    assertThat(reported)
        .extracting(Incident::state)
        .containsExactly(Incident.State.RESOLVED, Incident.State.OPEN);
    assertThat(reported).extracting(Incident::risk).containsExactly(60, 60);
    assertThat(reported).extracting(Incident::id).doesNotHaveDuplicates();
  }

  /** The finding lasts longer than the pause that would end it, and others come in between. */
  @Test
  void keepsIncidentOpenDuringLongFinding() {
    List<Incident> reported =
        incidents(
            of("bulk-read.low-and-slow", "A", 0, 100, Level.HIGH),
            of("recon.enumeration", "B", 60, 0, Level.LOW),
            of("export.by-unusual-actor", "A", 110, 0, Level.HIGH));

    assertThat(reported).extracting(Incident::findings).containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void mergesRelatedIncidentsBeforeReporting() {
    List<Incident> reported =
        incidents(
            of("bulk-read.table-scan", "A", 0, 1, Level.HIGH),
            of("bulk-read.table-scan", "B", 1, 1, Level.HIGH),
            of("bulk-read.distributed", "C", 2, 1, Level.HIGH));

    assertThat(reported).extracting(Incident::findings).containsExactly(3);
  }
}

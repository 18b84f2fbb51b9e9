package io.exposuremonitor.detectors.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentScope;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotesTest {
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:eu-west-1:111122223333:table/orders, true",
    "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01, true",
    "orders, false",
    "arn:aws:s3:::bucket, ",
    "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main, ",
    "'', "
  })
  void extractsTableFromFindingResource(String resource, Boolean byArn) {
    String table = FindingNote.of(finding("bulk-read.table-scan", resource)).table();

    assertThat(table).isEqualTo(byArn == null ? "" : byArn ? TABLE : "orders");
  }

  @Test
  void marksReadsButNotDeletionsAsExposing() {
    assertThat(FindingNote.of(finding("bulk-read.table-scan", TABLE)))
        .returns(83, FindingNote::coveragePercent)
        .returns(true, FindingNote::exposes);
    assertThat(FindingNote.of(finding("destruction.mass-delete", TABLE)))
        .as("its percentage is of deleted items, not of items read")
        .returns(0, FindingNote::coveragePercent)
        .returns(false, FindingNote::exposes);
  }

  @Test
  void takesFamilyAndTableFromWorstFinding() {
    Incident incident =
        new Incident(
            "5f0c4a4e-1111",
            2,
            Incident.Change.RAISED,
            Incident.State.UPDATED,
            9,
            Level.HIGH,
            70,
            1,
            9,
            "summary",
            List.of(),
            List.of(TABLE),
            List.of(),
            List.of(),
            null,
            0,
            2,
            0,
            List.of(
                step("a", "recon.enumeration", Level.LOW, "", 1),
                step("b", "export.to-bucket", Level.HIGH, TABLE, 5)),
            "",
            IncidentScope.of(List.of(), List.of(), List.of()));

    assertThat(IncidentNote.of(incident))
        .returns("export", IncidentNote::family)
        .returns(TABLE, IncidentNote::table)
        .returns("5f0c4a4e", IncidentNote::shortId);
  }

  private static IncidentStep step(
      String id, String analytic, Level level, String resource, long start) {
    return new IncidentStep(
        id, analytic, "", null, level, "actor", resource, start, start, "", "", "");
  }

  private static Finding finding(String id, String resource) {
    return ExampleFinding.of(id, 9)
        .resource(resource)
        .start(1)
        .evidence(new Evidence(Map.of("coverage_percent", 83L), Map.of(), List.of()))
        .build();
  }
}

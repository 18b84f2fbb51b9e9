package io.exposuremonitor.job.alert;

import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentScope;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.policy.Policy.Sensitivity;
import io.exposuremonitor.detectors.signal.Level;
import java.time.Instant;
import java.util.List;

/** Incidents, for tests. */
final class ExampleIncidents {
  static final long START = Instant.parse("2026-03-01T22:15:00Z").toEpochMilli();
  static final long END = Instant.parse("2026-03-02T03:00:00Z").toEpochMilli();
  static final String ACCOUNT = "111122223333";
  static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/customers";
  private static final String ROLE = "arn:aws:iam::111122223333:role/Reporting";

  private ExampleIncidents() {}

  static Incident incident(String id, long revision, Incident.Change change, Level level) {
    return at(id, revision, change, level, END);
  }

  static Incident merged(String id, long revision, String into) {
    return at(id, revision, Incident.Change.MERGED, Level.HIGH, END, into);
  }

  static Incident at(String id, long revision, Incident.Change change, Level level, long time) {
    return at(id, revision, change, level, time, "");
  }

  /** A new incident about a resource. */
  static Incident about(String resource) {
    return of("id", 1, Incident.Change.OPENED, Level.HIGH, END, resource, "");
  }

  /** The same incident with a scope beyond what it shows. */
  static Incident within(IncidentScope scope, Incident shown) {
    return new Incident(
        shown.id(),
        shown.revision(),
        shown.change(),
        shown.state(),
        shown.time(),
        shown.level(),
        shown.risk(),
        shown.start(),
        shown.end(),
        shown.summary(),
        shown.actors(),
        shown.resources(),
        shown.accounts(),
        shown.tactics(),
        shown.sensitivity(),
        shown.coveragePercent(),
        shown.findings(),
        shown.repetitions(),
        shown.timeline(),
        shown.mergedInto(),
        scope);
  }

  private static Incident at(
      String id, long revision, Incident.Change change, Level level, long time, String mergedInto) {
    return of(id, revision, change, level, time, TABLE, mergedInto);
  }

  private static Incident of(
      String id,
      long revision,
      Incident.Change change,
      Level level,
      long time,
      String resource,
      String mergedInto) {
    IncidentStep recon =
        new IncidentStep(
            "f1",
            "recon.enumeration",
            "Enumeration",
            Tactic.DISCOVERY,
            Level.LOW,
            ROLE,
            "",
            START,
            START,
            "Reporting listed 40 tables",
            "",
            "");
    IncidentStep scan =
        new IncidentStep(
            "f2",
            "bulk-read.table-scan",
            "Table read page by page",
            Tactic.COLLECTION,
            Level.HIGH,
            ROLE,
            resource,
            START + 1,
            END,
            "Reporting read 90 % of customers",
            "docs/detectors/bulk-read.md",
            "on 2026-01-31T00:00:00Z; payments: CHG-1");
    return new Incident(
        id,
        revision,
        change,
        change.isEnd() ? Incident.State.RESOLVED : Incident.State.UPDATED,
        time,
        level,
        91,
        START,
        END,
        "role/Reporting: 2 findings",
        List.of(ROLE),
        List.of(resource),
        List.of(ACCOUNT),
        List.of(Tactic.DISCOVERY, Tactic.COLLECTION),
        Sensitivity.RESTRICTED,
        90,
        2,
        3,
        List.of(recon, scan),
        mergedInto,
        IncidentScope.of(List.of(recon, scan), List.of(ACCOUNT), List.of()));
  }
}

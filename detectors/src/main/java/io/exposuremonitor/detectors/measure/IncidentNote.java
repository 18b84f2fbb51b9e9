package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.signal.Level;
import java.util.Optional;

/**
 * The parts of an incident's revision that the metrics need. Stored as state while the incident is
 * open; about 300 bytes.
 *
 * @param id id of the incident
 * @param change the kind of revision
 * @param level the highest level of its findings, as {@link Incident#level}
 * @param risk 0 to 100
 * @param findings number of findings
 * @param start first event time covered, epoch milliseconds
 * @param family family of the worst finding, the earliest of several
 * @param table table of that finding, or empty
 */
public record IncidentNote(
    String id,
    Incident.Change change,
    Level level,
    int risk,
    int findings,
    long start,
    String family,
    String table) {
  /** Extracts the note from an incident. */
  public static IncidentNote of(Incident incident) {
    Optional<IncidentStep> worst = incident.worst();
    String resource = worst.map(IncidentStep::resource).orElse("");
    return new IncidentNote(
        incident.id(),
        incident.change(),
        incident.level(),
        incident.risk(),
        incident.findings(),
        incident.start(),
        worst.map(IncidentStep::family).orElse(""),
        TableNames.isTable(resource) ? TableNames.of(resource) : "");
  }

  String shortId() {
    return Incident.shortId(id);
  }
}

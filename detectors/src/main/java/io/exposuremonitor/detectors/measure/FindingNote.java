package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.Set;

/**
 * The parts of an opened, updated or closed finding that the metrics need. Stored as state while
 * the finding is open; about 300 bytes.
 *
 * @param uid id of the finding; never exported
 * @param phase opened, updated or closed
 * @param detection id of the analytic
 * @param family family of the detection
 * @param level the highest level so far
 * @param table the table that the finding is about, or empty
 * @param exposes true if data was taken or can be reached
 * @param coveragePercent the share of the table that was taken; 0 if unknown
 * @param start first event time covered, epoch milliseconds
 * @param time event time at which this phase was reached, epoch milliseconds
 */
public record FindingNote(
    String uid,
    Finding.Phase phase,
    String detection,
    String family,
    Level level,
    String table,
    boolean exposes,
    int coveragePercent,
    long start,
    long time) {
  private static final String COVERAGE = "coverage_percent";

  /** Families whose findings are about something other than exposed data. */
  private static final Set<String> NO_EXPOSURE =
      Set.of("sensitive-data", "destruction", "blindspot", "recon", "encryption");

  /** Extracts the note from a finding. */
  public static FindingNote of(Finding finding) {
    String family = finding.analytic().family();
    boolean exposes = !NO_EXPOSURE.contains(family);
    long coverage = finding.evidence().counts().getOrDefault(COVERAGE, 0L);
    return new FindingNote(
        finding.uid(),
        finding.phase(),
        finding.analytic().id(),
        family,
        finding.level(),
        TableNames.isTable(finding.resource()) ? TableNames.of(finding.resource()) : "",
        exposes,
        exposes ? (int) Math.max(0, Math.min(100, coverage)) : 0,
        Math.min(finding.start(), finding.end()),
        finding.time());
  }

  boolean isAboutTable() {
    return !table.isEmpty();
  }
}

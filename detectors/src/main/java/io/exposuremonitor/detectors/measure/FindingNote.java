package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.Set;

/**
 * What is measured of a finding's opening, update or end. Part of the state while it is open; about
 * 300 bytes.
 *
 * @param uid of the finding; never told
 * @param phase opened, updated or closed
 * @param detection id of what raised it
 * @param family of the detection
 * @param level the highest so far
 * @param table the table it is about, or empty
 * @param exposes true when it tells of data that is taken or can be reached
 * @param coveragePercent the part of the table that was taken, 0 when that is not told
 * @param start first event time covered, epoch milliseconds
 * @param time event time at which this phase was reached
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

  /** Of these a finding tells of something else than data in somebody's hands. */
  private static final Set<String> NO_EXPOSURE =
      Set.of("sensitive-data", "destruction", "blindspot", "recon", "encryption");

  /** What is measured of a finding. */
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

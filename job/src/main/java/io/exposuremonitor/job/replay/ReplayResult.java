package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.detectors.signal.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The result of a replay.
 *
 * @param findings the worst {@value ReplayResults#MAX_KEPT} without dry runs, sorted by time and
 *     uid: the same for the same logs
 * @param totals statistics over all findings
 * @param incidents findings that belong together, the worst first, at most {@value
 *     WorstIncidents#MAX_KEPT}
 * @param omittedIncidents number of further incidents, none of them worse
 * @param files number of files found, skipped or not
 * @param counts what was read, and what the policy dropped
 * @param skipped inputs that could not be used
 * @param sensitivity share of the items of each table's last day that hold each class of data, by
 *     table and class
 * @param elapsed wall-clock time of the run
 */
public record ReplayResult(
    List<Finding> findings,
    FindingTotals totals,
    List<Incident> incidents,
    long omittedIncidents,
    int files,
    ReplayCounts counts,
    SkippedInputs skipped,
    List<SensitivityShare> sensitivity,
    Duration elapsed) {

  /** True when a finding is at least as severe as {@code level}. */
  public boolean reached(Level level) {
    return totals.reached(level);
  }

  /** The number of findings that are only counted, by level; levels without any are left out. */
  public Map<Level, Long> omitted() {
    Map<Level, Long> rest = totals.byLevel();
    for (Finding finding : findings) {
      rest.computeIfPresent(finding.level(), (level, count) -> count == 1 ? null : count - 1);
    }
    return rest;
  }

  /** True when there was neither a CloudTrail record nor an item change. */
  public boolean nothingRead() {
    return counts.records() == 0 && counts.itemChanges().byTable().isEmpty();
  }

  /** True when some input that should have been read was not. */
  public boolean incomplete() {
    return skipped.anyLost() || nothingRead();
  }
}

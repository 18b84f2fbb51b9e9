package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.intake.ItemChangeCounts;
import java.nio.file.Path;
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
 * @param skipped inputs that could not be used: first those that should have been read, files
 *     before records, then sorted by their places; at most {@value ReplayResults#MAX_NAMED}
 * @param skippedByReason number of skipped inputs, by reason in kebab-case
 * @param skippedRecords number of skipped records in files of which others were read
 * @param truncatedFiles number of files that broke off after some of their records were read
 * @param lost number of skipped records and files that should have been read
 * @param unread given paths of which every file was skipped
 * @param files files read
 * @param records CloudTrail records decoded
 * @param bytes bytes read, as stored
 * @param activities activities passed to detectors
 * @param candidates records passed to the rules
 * @param itemChanges changes of items read, by table
 * @param sensitivity share of the items of each table's last day that hold each class of data, by
 *     table and class
 * @param suppressed signals dropped by the policy's suppressions
 * @param minor findings below the policy's minimum level
 * @param disabled signals of detectors that the policy disables
 * @param firstEvent earliest event time of a CloudTrail record, epoch milliseconds; 0 when there
 *     was none
 * @param lastEvent latest event time of a CloudTrail record, epoch milliseconds; 0 when there was
 *     none
 * @param elapsed wall-clock time of the run
 */
public record ReplayResult(
    List<Finding> findings,
    FindingTotals totals,
    List<Incident> incidents,
    long omittedIncidents,
    List<SkippedInput> skipped,
    Map<String, Long> skippedByReason,
    Map<String, Long> skippedRecords,
    long truncatedFiles,
    long lost,
    List<Path> unread,
    int files,
    long records,
    long bytes,
    long activities,
    long candidates,
    ItemChangeCounts itemChanges,
    List<SensitivityShare> sensitivity,
    long suppressed,
    long minor,
    long disabled,
    long firstEvent,
    long lastEvent,
    Duration elapsed) {

  /** True when a finding is at least as severe as {@code level}. */
  public boolean reached(Level level) {
    return totals.reached(level);
  }

  /** The number of findings that are only counted. */
  public long omitted() {
    return totals.count() - findings.size();
  }

  /** The number of files skipped as a whole. */
  public long skippedFiles() {
    return sum(skippedByReason) - sum(skippedRecords) - truncatedFiles;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** True when there was neither a CloudTrail record nor an item change. */
  public boolean nothingRead() {
    return records == 0 && itemChanges.byTable().isEmpty();
  }

  /** True when some input that should have been read was not. */
  public boolean incomplete() {
    return lost > 0 || !unread.isEmpty() || nothingRead();
  }
}

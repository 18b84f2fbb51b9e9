package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.detection.StatefulDetections;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.rule.RuleException;
import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.engine.Release;
import io.exposuremonitor.job.intake.ItemChangeCounts;
import io.exposuremonitor.job.intake.TableChanges;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.replay.ReplayResult;
import io.exposuremonitor.job.report.PolicySummary;
import io.exposuremonitor.job.report.ReportData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Assembles the content of the report and the summary. */
final class ReplayReport {
  private static final int LONGEST_LOGS = 2_000;

  private ReplayReport() {}

  static ReportData of(
      ReplayResult result,
      MonitorSettings settings,
      List<Path> paths,
      String command,
      long generatedAt)
      throws PolicyException, RuleException {
    Policy policy = settings.loadPolicy();
    String policyName = settings.policy() == null ? "defaults" : settings.policy().name();
    return new ReportData(
        paths.stream().map(Path::toString).collect(Collectors.joining(", ")),
        inputs(result),
        new ReportData.Checks(
            settings.loadRules(policy).rules().size(),
            StatefulDetections.IDS,
            policyName,
            policySummary(policy, generatedAt, result),
            result.totals().dryRuns(),
            new ReportData.KeptBack(
                result.counts().suppressed(), result.counts().disabled(), result.counts().minor())),
        result.findings(),
        result.omitted(),
        result.incidents(),
        result.omittedIncidents(),
        new ReportData.Run(generatedAt, Release.version(), command, logs(paths)));
  }

  /** The paths as arguments of a command; a placeholder when there are too many. */
  private static String logs(List<Path> paths) {
    String words =
        paths.stream()
            .map(Path::toString)
            .map(path -> path.startsWith("-") ? "./" + path : path)
            .map(ReplayCommand::quoted)
            .collect(Collectors.joining(" "));
    return words.length() <= LONGEST_LOGS ? words : "LOGS";
  }

  /** The summary of the policy, with the number of signals that it suppressed. */
  private static List<ReportData.Entry> policySummary(
      Policy policy, long generatedAt, ReplayResult result) {
    List<ReportData.Entry> lines = new ArrayList<>(PolicySummary.of(policy, generatedAt));
    lines.add(
        new ReportData.Entry("Signals suppressed", Long.toString(result.counts().suppressed())));
    lines.add(
        new ReportData.Entry(
            "Findings below the lowest level", Long.toString(result.counts().minor())));
    lines.add(
        new ReportData.Entry(
            "Signals of disabled detectors", Long.toString(result.counts().disabled())));
    return lines;
  }

  private static ReportData.Inputs inputs(ReplayResult result) {
    List<ReportData.Skipped> skipped =
        result.skipped().named().stream()
            .map(
                input ->
                    new ReportData.Skipped(
                        input.source(),
                        input.scope() == SkippedInput.Scope.REST
                            ? input.detail()
                            : input.reasonName() + ": " + input.detail()))
            .toList();
    return new ReportData.Inputs(
        result.files(),
        result.counts().bytes(),
        result.counts().records(),
        result.counts().dataEvents(),
        firstEvent(result),
        lastEvent(result),
        skipped,
        result.skipped().files(),
        result.skipped().truncatedFiles(),
        result.skipped().recordsByReason(),
        result.skipped().lost(),
        itemChanges(result.counts().itemChanges()));
  }

  private static ReportData.ItemChanges itemChanges(ItemChangeCounts counts) {
    TableChanges total = counts.total();
    return new ReportData.ItemChanges(
        counts.byTable().size(),
        total.inserts(),
        total.modifies(),
        total.removes(),
        total.expired());
  }

  /**
   * The earliest event time. Findings about item changes may lie outside the period of CloudTrail's
   * records.
   */
  private static long firstEvent(ReplayResult result) {
    return LongStream.of(result.counts().firstEvent(), result.totals().first())
        .filter(time -> time > 0 && time < Long.MAX_VALUE)
        .min()
        .orElse(0);
  }

  private static long lastEvent(ReplayResult result) {
    return Math.max(result.counts().lastEvent(), result.totals().last());
  }
}

package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.job.intake.SkippedInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gathers a replay's outputs in bounded memory: the worst findings and the first skipped inputs,
 * and the numbers of all. Filled by one thread, read after it has ended.
 */
final class ReplayResults implements Consumer<ReplayOutput> {
  /** Skipped inputs kept by name; the others are counted. */
  static final int MAX_NAMED = 1_000;

  /** Findings kept for the summary and the report; the others are counted and spooled. */
  static final int MAX_KEPT = 10_000;

  /** Ends with what a reader can do without first. */
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::level).reversed().thenComparing(FindingSpool.IN_ORDER);

  private static final Comparator<SensitivityShare> BY_TABLE =
      Comparator.comparing(SensitivityShare::table).thenComparing(SensitivityShare::dataClass);
  private static final Comparator<SkippedInput> BY_SOURCE =
      Comparator.comparing(SkippedInput::source).thenComparing(SkippedInput::detail);

  private final FindingSpool spool;
  private final SessionSpool sessions;
  private final PriorityQueue<Finding> worst = new PriorityQueue<>(WORST_FIRST.reversed());
  private final List<SkippedInput> skipped = new ArrayList<>();
  private final Map<String, Long> skippedByReason = new TreeMap<>();
  private final Map<String, Long> skippedRecords = new TreeMap<>();
  private final Map<List<String>, SensitivityShare> sensitivity = new HashMap<>();
  private FindingTotals totals = FindingTotals.none();
  private long lost;

  /**
   * @param spool takes all findings
   * @param sessions takes all sessions that were given
   */
  ReplayResults(FindingSpool spool, SessionSpool sessions) {
    this.spool = spool;
    this.sessions = sessions;
  }

  @Override
  public void accept(ReplayOutput output) {
    if (output.finding() != null) {
      add(output.finding());
    }
    if (output.session() != null) {
      sessions.add(output.session());
    }
    SensitivityShare share = output.sensitivity();
    if (share != null) {
      sensitivity.merge(
          List.of(share.table(), share.dataClass()),
          share,
          (one, other) -> one.time() >= other.time() ? one : other);
    }
    SkippedInput input = output.skipped();
    if (input != null) {
      skippedByReason.merge(input.reasonName(), 1L, Long::sum);
      if (input.scope() == SkippedInput.Scope.RECORD) {
        skippedRecords.merge(input.reasonName(), 1L, Long::sum);
      }
      lost += input.isLoss() ? 1 : 0;
      if (skipped.size() < MAX_NAMED) {
        skipped.add(input);
      }
    }
  }

  private void add(Finding finding) {
    spool.add(finding);
    totals = totals.with(finding);
    if (!finding.dryRun()) {
      worst.add(finding);
    }
    if (worst.size() > MAX_KEPT) {
      worst.remove();
    }
  }

  ReplayResult finish(
      InputFiles files, ReplayJob.Counts counts, WorstIncidents incidents, Duration elapsed) {
    skipped.sort(BY_SOURCE);
    return new ReplayResult(
        worst.stream().sorted(FindingSpool.IN_ORDER).toList(),
        totals,
        incidents.kept(),
        incidents.omitted(),
        List.copyOf(skipped),
        Map.copyOf(skippedByReason),
        Map.copyOf(skippedRecords),
        lost,
        files.files().size(),
        counts.records(),
        counts.bytes(),
        counts.activities(),
        counts.candidates(),
        counts.itemChanges(),
        sensitivity.values().stream().sorted(BY_TABLE).toList(),
        counts.suppressed(),
        counts.minor(),
        counts.disabled(),
        counts.firstEvent(),
        counts.lastEvent(),
        elapsed);
  }
}

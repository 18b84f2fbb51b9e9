package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.job.element.SkippedInput;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Collects a replay's outputs in bounded memory: the worst findings, the skipped inputs, and
 * statistics over all. Filled by one thread, and read after that thread has ended.
 */
final class ReplayResults implements Consumer<ReplayOutput> {
  /** Findings kept for the summary and the report; the others are counted and spooled. */
  static final int MAX_KEPT = 10_000;

  /** The least important finding comes last. */
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::level).reversed().thenComparing(FindingSpool.IN_ORDER);

  private static final Comparator<SensitivityShare> BY_TABLE =
      Comparator.comparing(SensitivityShare::table).thenComparing(SensitivityShare::dataClass);

  private final InputFiles files;
  private final FindingSpool spool;
  private final SessionSpool sessions;
  private final PriorityQueue<Finding> worst = new PriorityQueue<>(WORST_FIRST.reversed());
  private final SkippedTally skipped;
  private final Map<List<String>, SensitivityShare> sensitivity = new HashMap<>();
  private FindingTotals totals = FindingTotals.none();

  /**
   * @param files the files to read
   * @param spool receives all findings
   * @param sessions receives all sessions that were issued
   */
  ReplayResults(InputFiles files, FindingSpool spool, SessionSpool sessions) {
    this.files = files;
    this.skipped = new SkippedTally(files);
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
      skipped.add(input);
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

  ReplayResult finish(ReplayCounts counts, WorstIncidents incidents, Duration elapsed) {
    return new ReplayResult(
        worst.stream().sorted(FindingSpool.IN_ORDER).toList(),
        totals,
        incidents.kept(),
        incidents.omitted(),
        files.files().size(),
        counts,
        skipped.result(),
        sensitivity.values().stream().sorted(BY_TABLE).toList(),
        elapsed);
  }
}

package io.exposuremonitor.job.replay;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.sensitivity.SensitivityShare;
import io.exposuremonitor.job.element.SkippedInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects a replay's outputs in bounded memory: the worst findings, the first skipped inputs, and
 * statistics over all. Filled by one thread, and read after that thread has ended.
 */
final class ReplayResults implements Consumer<ReplayOutput> {
  /** Skipped inputs kept by name; the others are counted. */
  static final int MAX_NAMED = 1_000;

  /** Findings kept for the summary and the report; the others are counted and spooled. */
  static final int MAX_KEPT = 10_000;

  /** The least important finding comes last. */
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::level).reversed().thenComparing(FindingSpool.IN_ORDER);

  private static final Comparator<SensitivityShare> BY_TABLE =
      Comparator.comparing(SensitivityShare::table).thenComparing(SensitivityShare::dataClass);

  /** Losses first, and among them files before single records. */
  private static final Comparator<SkippedInput> GRAVE_FIRST =
      Comparator.comparing(SkippedInput::isLoss)
          .reversed()
          .thenComparing(SkippedInput::scope)
          .thenComparing(SkippedInput::source)
          .thenComparingLong(ReplayResults::offset)
          .thenComparing(SkippedInput::detail);

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final InputFiles files;
  private final FindingSpool spool;
  private final SessionSpool sessions;
  private final PriorityQueue<Finding> worst = new PriorityQueue<>(WORST_FIRST.reversed());
  private final PriorityQueue<SkippedInput> skipped = new PriorityQueue<>(GRAVE_FIRST.reversed());
  private final Map<String, Long> skippedByReason = new TreeMap<>();
  private final Map<String, Long> skippedRecords = new TreeMap<>();
  private final UnreadPaths unread;
  private final Map<List<String>, SensitivityShare> sensitivity = new HashMap<>();
  private FindingTotals totals = FindingTotals.none();
  private long lost;
  private long truncatedFiles;

  /**
   * @param files the files to read
   * @param spool receives all findings
   * @param sessions receives all sessions that were issued
   */
  ReplayResults(InputFiles files, FindingSpool spool, SessionSpool sessions) {
    this.files = files;
    this.unread = new UnreadPaths(files);
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
      add(input);
    }
  }

  private void add(SkippedInput input) {
    skippedByReason.merge(input.reasonName(), 1L, Long::sum);
    if (input.scope() == SkippedInput.Scope.RECORD) {
      skippedRecords.merge(input.reasonName(), 1L, Long::sum);
    } else if (input.scope() == SkippedInput.Scope.REST) {
      truncatedFiles++;
    } else {
      unread.skipped(Path.of(input.source()));
    }
    lost += input.isLoss() ? 1 : 0;
    skipped.add(input);
    if (skipped.size() > MAX_NAMED) {
      skipped.remove();
    }
  }

  /**
   * The offset in the source. Places are described in words, and the first number in them is the
   * offset.
   */
  private static long offset(SkippedInput input) {
    Matcher number = NUMBER.matcher(input.detail());
    return number.find() ? Long.parseLong(number.group()) : 0;
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

  ReplayResult finish(ReplayJob.Counts counts, WorstIncidents incidents, Duration elapsed) {
    return new ReplayResult(
        worst.stream().sorted(FindingSpool.IN_ORDER).toList(),
        totals,
        incidents.kept(),
        incidents.omitted(),
        skipped.stream().sorted(GRAVE_FIRST).toList(),
        Map.copyOf(skippedByReason),
        Map.copyOf(skippedRecords),
        truncatedFiles,
        lost,
        unread.all(),
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

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
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gathers a replay's outputs. Filled by one thread, read after it has ended. */
final class ReplayResults implements Consumer<ReplayOutput> {
  /** Skipped inputs kept by name; the others are counted. */
  static final int MAX_NAMED = 1_000;

  private static final Comparator<Finding> IN_ORDER =
      Comparator.comparingLong(Finding::start).thenComparing(Finding::uid);
  private static final Comparator<SensitivityShare> BY_TABLE =
      Comparator.comparing(SensitivityShare::table).thenComparing(SensitivityShare::dataClass);
  private static final Comparator<SkippedInput> BY_SOURCE =
      Comparator.comparing(SkippedInput::source).thenComparing(SkippedInput::detail);

  private final List<Finding> findings = new ArrayList<>();
  private final List<SkippedInput> skipped = new ArrayList<>();
  private final Map<String, Long> skippedByReason = new TreeMap<>();
  private final Map<String, Long> skippedRecords = new TreeMap<>();
  private final Map<List<String>, SensitivityShare> sensitivity = new HashMap<>();
  private long lost;

  @Override
  public void accept(ReplayOutput output) {
    if (output.finding() != null) {
      findings.add(output.finding());
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

  ReplayResult finish(InputFiles files, ReplayJob.Counts counts, Duration elapsed) {
    findings.sort(IN_ORDER);
    skipped.sort(BY_SOURCE);
    return new ReplayResult(
        List.copyOf(findings),
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
        counts.firstEvent(),
        counts.lastEvent(),
        elapsed);
  }
}

package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.ExampleFinding;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.intake.ItemChangeCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingSpoolTest {
  private static final Analytic ANALYTIC =
      new Analytic("export.example", "Exported", Analytic.Type.RULE, List.of(), "docs/guide.md");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 250, 1_000})
  void returnsFindingsInOrderForAnyRunLength(int runLength) throws IOException {
    FindingSpool spool = new FindingSpool(folder, runLength);
    List<Finding> expected = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 250; i++) {
      Finding finding = finding(random.nextInt(50), "uid-" + i, Level.LOW);
      expected.add(finding);
      spool.add(finding);
    }
    expected.sort(FindingSpool.IN_ORDER);

    List<Finding> read = new ArrayList<>();
    spool.forEach(read::add);

    assertThat(read).isEqualTo(expected);
  }

  @Test
  void resultsKeepWorstFindingsAndCountAll() throws IOException {
    ReplayResults results =
        new ReplayResults(
            new InputFiles(List.of(), Map.of(), 0),
            new FindingSpool(folder, 100_000),
            new SessionSpool(folder.resolve("sessions")));
    for (int i = 0; i < ReplayResults.MAX_KEPT; i++) {
      results.accept(ReplayOutput.of(finding(i, "low-" + i, Level.LOW)));
    }
    results.accept(ReplayOutput.of(finding(20_000, "late", Level.HIGH)));
    results.accept(ReplayOutput.of(finding(3, "early", Level.CRITICAL)));

    ReplayResult result =
        results.finish(
            new ReplayCounts(0, 0, 0, 0, 0, ItemChangeCounts.NONE, 0, 0, 0, 0, 0),
            new WorstIncidents(incident -> {}),
            Duration.ZERO);

    assertThat(result.findings())
        .hasSize(ReplayResults.MAX_KEPT)
        .isSortedAccordingTo(FindingSpool.IN_ORDER);
    assertThat(result.findings()).extracting(Finding::uid).contains("late", "early");
    assertThat(result.omitted()).containsExactly(Map.entry(Level.LOW, 2L));
    assertThat(result.totals().byFamily())
        .containsEntry(
            "export",
            Map.of(Level.LOW, (long) ReplayResults.MAX_KEPT, Level.HIGH, 1L, Level.CRITICAL, 1L));
    assertThat(result.reached(Level.CRITICAL)).isTrue();
    assertThat(result.totals().last()).isEqualTo(20_001);
  }

  private static Finding finding(long start, String uid, Level level) {
    return ExampleFinding.of("export.example", start)
        .uid(uid)
        .analytic(ANALYTIC)
        .level(level)
        .end(start + 1)
        .evidence(
            new Evidence(
                Map.of("pages", 1L), Map.of(), List.of(new EventReference("e", Origin.NONE))))
        .build();
  }
}

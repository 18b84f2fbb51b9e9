package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Dashboards and rules name only metrics that the documentation of metrics, made from code, lists.
 */
class MetricNamesTest {
  private static final Pattern METRIC =
      Pattern.compile("\\b(exposure_[a-z0-9_]+|flink_[A-Za-z_]+)");
  private static final Pattern PART_OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

  /** Reads what only a cluster's reporter names so, and records it by the names of the others. */
  private static final Path OF_CLUSTERS = Path.of("prometheus/cluster.yml");

  private static final Pattern RECORDED = Pattern.compile("- record: (\\w+)\\s+expr: '?(.*)");

  /** Of the table whose last column is the engine's name. */
  private static final Pattern ROW_OF_THE_ENGINE =
      Pattern.compile("\\| `(exposure_\\w+)` \\|.*\\| `[a-z]\\w*` \\|");

  private static final Pattern AT_THE_ENGINE =
      Pattern.compile(
          "\\bflink_(?:taskmanager_job_task_operator|jobmanager_job(?:_operator_coordinator_enumerator)?)"
              + "_([A-Za-z]+)\\{");

  @Test
  void everyMetricOfDashboardsAndRulesIsDocumented() throws IOException {
    Set<String> used = used();
    assertThat(used).hasSizeGreaterThan(50);
    Set<String> documented = namesIn(Path.of("../docs/metrics.md"));
    assertThat(documented).containsAll(used);
  }

  /** What rules for clusters read is what the documentation says the metric is at the engine. */
  @Test
  void recordsOnClustersWhatTheEngineTells() throws IOException {
    List<String> documented = Files.readAllLines(Path.of("../docs/metrics.md"));
    List<MatchResult> recorded = RECORDED.matcher(Files.readString(OF_CLUSTERS)).results().toList();
    assertThat(recorded).isNotEmpty();
    for (MatchResult rule : recorded) {
      List<String> read =
          AT_THE_ENGINE
              .matcher(rule.group(2))
              .results()
              .map(result -> result.group(1))
              .distinct()
              .toList();
      assertThat(read).as(rule.group(1)).hasSize(1);
      assertThat(documented)
          .anyMatch(
              row ->
                  row.startsWith("| `" + rule.group(1) + "` |")
                      && row.endsWith("| `" + read.get(0) + "` |"));
    }
  }

  /** Nothing that dashboards and rules ask for is missing on a cluster. */
  @Test
  void everyMetricOfTheEngineIsRecordedOnClusters() throws IOException {
    Set<String> used = used();
    List<String> ofTheEngine =
        Files.readAllLines(Path.of("../docs/metrics.md")).stream()
            .map(ROW_OF_THE_ENGINE::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1))
            .filter(used::contains)
            .toList();
    assertThat(ofTheEngine).isNotEmpty();
    assertThat(namesIn(OF_CLUSTERS)).containsAll(ofTheEngine);
  }

  /** Every metric of the monitor that a dashboard or a rule asks for. */
  static Set<String> used() throws IOException {
    var used = new TreeSet<String>();
    for (Path file : files()) {
      used.addAll(namesIn(file));
    }
    return used;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> dashboards = Files.list(Path.of("dashboards"));
        Stream<Path> rules = Files.list(Path.of("prometheus"))) {
      return Stream.concat(dashboards, rules)
          .filter(Files::isRegularFile)
          .filter(file -> !file.equals(OF_CLUSTERS))
          .toList();
    }
  }

  private static Set<String> namesIn(Path file) {
    try {
      return METRIC
          .matcher(Files.readString(file))
          .results()
          .map(result -> PART_OF_HISTOGRAM.matcher(result.group()).replaceFirst(""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

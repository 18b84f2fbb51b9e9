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

  /** Records metrics of a cluster's reporter under the names of the other reporters. */
  private static final Path CLUSTER_RULES = Path.of("prometheus/cluster.yml");

  private static final Pattern RECORDED = Pattern.compile("- record: (\\w+)\\s+expr: '?(.*)");

  /** A row of the table whose last column is the engine's name of the metric. */
  private static final Pattern ENGINE_ROW =
      Pattern.compile("\\| `(exposure_\\w+)` \\|.*\\| `[a-z]\\w*` \\|");

  /** The engine puts the names of a counter's own labels before its name. */
  private static final Pattern ENGINE_METRIC =
      Pattern.compile(
          "\\bflink_(?:taskmanager_job_task_operator(?:_reason)?|jobmanager_job(?:_operator_coordinator_enumerator)?)"
              + "_([A-Za-z]+)\\{");

  @Test
  void everyMetricOfDashboardsAndRulesIsDocumented() throws IOException {
    Set<String> used = used();
    assertThat(used).hasSizeGreaterThan(50);
    Set<String> documented = namesIn(Path.of("../docs/metrics.md"));
    assertThat(documented).containsAll(used);
  }

  /** Rules for clusters read each metric by the engine's name that the documentation gives. */
  @Test
  void clusterRulesReadDocumentedEngineMetrics() throws IOException {
    List<String> documented = Files.readAllLines(Path.of("../docs/metrics.md"));
    List<MatchResult> recorded =
        RECORDED.matcher(Files.readString(CLUSTER_RULES)).results().toList();
    assertThat(recorded).isNotEmpty();
    for (MatchResult rule : recorded) {
      List<String> read =
          ENGINE_METRIC
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

  /** Rules for clusters provide every metric that dashboards and rules query. */
  @Test
  void clusterRulesRecordEveryUsedEngineMetric() throws IOException {
    Set<String> used = used();
    List<String> ofTheEngine =
        Files.readAllLines(Path.of("../docs/metrics.md")).stream()
            .map(ENGINE_ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(1))
            .filter(used::contains)
            .toList();
    assertThat(ofTheEngine).isNotEmpty();
    assertThat(namesIn(CLUSTER_RULES)).containsAll(ofTheEngine);
  }

  /** Every metric of the monitor that a dashboard or a rule queries. */
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
          .filter(file -> !file.equals(CLUSTER_RULES))
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

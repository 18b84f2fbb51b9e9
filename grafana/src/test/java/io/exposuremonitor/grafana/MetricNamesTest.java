package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  @Test
  void everyMetricOfDashboardsAndRulesIsDocumented() throws IOException {
    Set<String> used = used();
    assertThat(used).hasSizeGreaterThan(50);
    Set<String> documented = namesIn(Path.of("../docs/metrics.md"));
    assertThat(documented).containsAll(used);
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
      return Stream.concat(dashboards, rules).filter(Files::isRegularFile).toList();
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

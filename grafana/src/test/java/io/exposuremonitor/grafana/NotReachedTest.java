package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The panels and metrics that a short run leaves empty exist and have reasons. */
class NotReachedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UID_PREFIX = "exposure-";

  /** Metrics of dashboards are documented, and so exist in the code. */
  @Test
  void listsOnlyMetricsOfDashboards() throws IOException {
    assertThat(MetricNamesTest.used()).containsAll(metrics());
  }

  @Test
  void listsOnlyExistingPanels() throws IOException {
    var listed = new TreeSet<String>(names("panels"));
    assertThat(panels()).containsAll(listed);
  }

  @Test
  void givesReasons() throws IOException {
    for (JsonNode section : read(Path.of("browser/checks/not-reached.json"))) {
      assertThat(section).allSatisfy(reason -> assertThat(reason.asText()).isNotBlank());
    }
  }

  /** Metrics that a short run of the monitor doesn't serve. */
  static Set<String> metrics() throws IOException {
    return names("metrics");
  }

  private static Set<String> names(String section) throws IOException {
    var names = new TreeSet<String>();
    read(Path.of("browser/checks/not-reached.json"))
        .get(section)
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /** Dashboard and id of each panel, such as {@code soc/1}. */
  private static Set<String> panels() throws IOException {
    List<Path> files;
    try (Stream<Path> dashboards = Files.list(Path.of("dashboards"))) {
      files = dashboards.toList();
    }
    var panels = new TreeSet<String>();
    for (Path file : files) {
      JsonNode dashboard = read(file);
      String name = dashboard.get("uid").asText().replace(UID_PREFIX, "");
      dashboard.get("panels").forEach(panel -> panels.add(name + '/' + panel.get("id").asText()));
    }
    return panels;
  }

  private static JsonNode read(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }
}

package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The dashboards and rules as files: written by the code, well formed, consistent. */
class DashboardsTest {
  @TestFactory
  Stream<DynamicTest> areWhatTheCodeWritesAndFitGrafanaAndPrometheus()
      throws IOException, InterruptedException {
    NodeChecks.missing("node_modules/typescript/bin/tsc")
        .ifPresent(reason -> System.err.println("SKIPPED: the dashboards' checks: " + reason));
    assumeThat(NodeChecks.missing("node_modules/typescript/bin/tsc")).isEmpty();
    assertThat(NodeChecks.outputOf("node", "node_modules/typescript/bin/tsc", "-p", "."))
        .as("what the compiler says")
        .isEmpty();
    var command =
        new ArrayList<>(
            List.of(
                "node",
                "target/js/checks/main.js",
                "regenerated",
                "lint",
                "schema",
                "rules",
                "provisioning"));
    if (NodeChecks.runs("promtool", "--version")) {
      command.add("promtool");
    } else {
      System.err.println("SKIPPED: the tests of alert rules: there is no promtool of Prometheus");
    }
    return NodeChecks.of(command.toArray(String[]::new));
  }
}

package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The dashboards and rules as files: written by the code, well formed, consistent. */
class DashboardsTest {
  @TestFactory
  Stream<DynamicTest> filesAreWhatTheCodeWritesAndFitGrafanaAndPrometheus()
      throws IOException, InterruptedException {
    if (!NodeChecks.runs("node", "--version")
        || NodeChecks.missing("node_modules/typescript/bin/tsc")) {
      System.err.println("SKIPPED: the dashboards' checks need Node 20 and its packages");
    }
    assumeThat(NodeChecks.runs("node", "--version")).as("Node runs").isTrue();
    assumeThat(NodeChecks.missing("node_modules/typescript/bin/tsc")).as("no packages").isFalse();
    assertThat(NodeChecks.outputOf("node", "node_modules/typescript/bin/tsc", "-p", "."))
        .as("what the compiler says")
        .isEmpty();
    return NodeChecks.of("node", "target/js/checks/main.js", "regenerated", "lint", "schema");
  }

  @TestFactory
  Stream<DynamicTest> rulesFireAndProvisioningAgrees() throws IOException, InterruptedException {
    boolean promtool = NodeChecks.runs("promtool", "--version");
    if (!promtool) {
      System.err.println("SKIPPED: the tests of alert rules need promtool of Prometheus");
    }
    assumeThat(NodeChecks.missing("target/js/checks/main.js")).as("not compiled").isFalse();
    String[] checks = {"node", "target/js/checks/main.js", "rules", "provisioning", "promtool"};
    return NodeChecks.of(promtool ? checks : java.util.Arrays.copyOf(checks, 4));
  }
}

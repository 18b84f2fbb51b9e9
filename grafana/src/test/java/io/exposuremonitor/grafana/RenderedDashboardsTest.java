package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The dashboards in Chromium, by Grafana's own libraries, on a real Prometheus. */
@Tag("slow")
class RenderedDashboardsTest {
  @TestFactory
  Stream<DynamicTest> showAnInventedDayAsApproved() throws IOException, InterruptedException {
    assumeInstalled();
    return NodeChecks.of("node", "browser/checks/main.mjs");
  }

  /** The engine that the demo's dashboards are shown with, asked the same as a real Prometheus. */
  @TestFactory
  Stream<DynamicTest> theViewersEngineAnswersAsPrometheusDoes()
      throws IOException, InterruptedException {
    assumeInstalled();
    return NodeChecks.of("node", "browser/checks/engine.mjs");
  }

  /** What is not there of what draws dashboards. */
  static Optional<String> missing() {
    return NodeChecks.missing(
            "browser/node_modules/.package-lock.json", "target/browser/index.html")
        .or(
            () ->
                Stream.of("chromium", "prometheus", "promtool")
                    .filter(program -> !NodeChecks.runs(program, "--version"))
                    .findFirst()
                    .map(program -> "there is no " + program));
  }

  /** Skips the calling test, and says so, where what draws dashboards is not there. */
  static void assumeInstalled() {
    Optional<String> missing = missing();
    missing.ifPresent(reason -> System.err.println("SKIPPED: the rendered dashboards: " + reason));
    assumeThat(missing).isEmpty();
  }
}

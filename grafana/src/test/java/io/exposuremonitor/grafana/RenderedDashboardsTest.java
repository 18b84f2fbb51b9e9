package io.exposuremonitor.grafana;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Renders the dashboards in Chromium with Grafana's libraries and a real Prometheus. */
@Tag("slow")
class RenderedDashboardsTest {
  @TestFactory
  Stream<DynamicTest> renderSampleDayAsApproved() throws IOException, InterruptedException {
    assumeInstalled();
    return NodeChecks.of("node", "browser/checks/main.mjs");
  }

  /** Sends the same queries to the engine of the demo's dashboards and to a real Prometheus. */
  @TestFactory
  Stream<DynamicTest> viewerEngineAnswersLikePrometheus() throws IOException, InterruptedException {
    assumeInstalled();
    return NodeChecks.of("node", "browser/checks/engine.mjs");
  }

  /** The first missing program or file that rendering needs. */
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

  /** Skips the calling test, with a message, when rendering is not possible. */
  static void assumeInstalled() {
    Optional<String> missing = missing();
    missing.ifPresent(reason -> System.err.println("SKIPPED: the rendered dashboards: " + reason));
    assumeThat(missing).isEmpty();
  }
}

package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exposuremonitor.detectors.incident.BoundedIncidents;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.ocsf.Attack;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser makes of the page, where there is one. */
@Tag("slow")
class DemoPageInBrowserTest {
  private static final int LIMIT_SECONDS = 90;
  private static final String HOSTILE = "<img src=x onerror=\"document.title='taken over'\">";

  @TempDir private Path folder;

  @Test
  void showsWhatHappenedAndTakesNothingForMarkup() throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(
        browser.isPresent(),
        "NOT TESTED: the demo's page in a browser, since no chromium is on the PATH");
    StoryClock clock = new StoryClock(1);
    Board board = new Board(clock::elapsed);
    board.begins(Act.SCAN);
    board.ends(Act.SCAN);
    board.found(DemoFindings.scan(Level.HIGH, HOSTILE, "read by " + HOSTILE));
    BoundedIncidents incidents =
        new BoundedIncidents(
            Policy.defaults(), IncidentSettings.DEFAULT, Attack::tactic, board::told);
    incidents.on(DemoFindings.scan(Level.HIGH, HOSTILE, "read by " + HOSTILE));
    incidents.finish();
    Ledger ledger = new Ledger();
    BoardJson json =
        new BoardJson(
            new BoardJson.Setting(
                Scenario.THEFT, 1, 1, "http://127.0.0.1:1/metrics", "http://127.0.0.1:3/d/soc"),
            board,
            ledger,
            new Trail(1, InstantSource.system()),
            clock);
    try (DemoPage page =
        DemoPage.open(0, () -> json.write("RUNNING", "http://127.0.0.1:2/"), "version: 1")) {
      String shown = shown(browser.get(), page);

      assertThat(shown)
          .contains("bulk-read.table-scan")
          .contains("Copies all customers")
          .containsPattern("<article class=\"incident high\">")
          .containsPattern("<a id=\"engine\" href=\"http://127.0.0.1:2/\">")
          .containsPattern("<a id=\"dashboards\" href=\"http://127.0.0.1:3/d/soc\">")
          .contains("&lt;img src=x")
          .doesNotContain("<img")
          .doesNotContain("taken over</title>")
          .containsPattern("<circle [^>]*found high");
    }
  }

  private String shown(Path browser, DemoPage page) throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=3000",
                "--dump-dom",
                page.url().toString())
            .redirectOutput(dom.toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("the browser ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(dom);
  }

  private static Optional<Path> browser() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}

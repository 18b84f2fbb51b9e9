package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exposuremonitor.detectors.incident.BoundedIncidents;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.Chromium;
import io.exposuremonitor.job.ocsf.Attack;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, if one is installed. */
@Tag("slow")
class DemoPageInBrowserTest {
  private static final String HOSTILE = "<img src=x onerror=\"document.title='taken over'\">";

  @TempDir private Path folder;

  @Test
  void showsEventsAndEscapesMarkup() throws Exception {
    assumeTrue(
        Chromium.path().isPresent(),
        "NOT TESTED: the demo's page in a browser, since no chromium is on the PATH");
    StoryClock clock = new StoryClock(1);
    Board board = new Board(clock::elapsed);
    board.begins(Act.SCAN);
    board.ends(Act.SCAN);
    board.found(DemoFindings.scan(Level.HIGH, HOSTILE, "read by " + HOSTILE));
    BoundedIncidents incidents =
        new BoundedIncidents(
            Policy.defaults(), IncidentSettings.DEFAULT, Attack::tactic, board::reported);
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
      String shown = Chromium.dom(page.url().toString(), folder);

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
}

package io.exposuremonitor.job.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.report.TerminalSummary.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private static final String ESCAPE = String.valueOf((char) 27);

  private final StringWriter out = new StringWriter();
  private final Board board = new Board(() -> Duration.ofSeconds(61));

  @Test
  void printsTableNamesAndDetectionDelay() {
    Narrator narrator = narrator(new Style(100, false, true));
    board.begins(Act.SCAN);
    board
        .found(DemoFindings.scan(Level.HIGH, "Scan", "read of " + Company.CUSTOMERS.arn() + "."))
        .ifPresent(narrator::finding);

    assertThat(out.toString())
        .contains("1:01  FOUND  high  bulk-read.table-scan  0.0 s after it began")
        .contains("read of customers.");
  }

  @Test
  void escapesControlCharactersInFindings() {
    Narrator narrator = narrator(new Style(100, true, true));
    board
        .found(DemoFindings.scan(Level.HIGH, "Scan", ESCAPE + "[2Jgone"))
        .ifPresent(narrator::finding);

    assertThat(out.toString()).contains("\\u001B[2Jgone").contains(ESCAPE + "[31m");
  }

  @Test
  void wrapsLinesAndPrintsPlainTextOnRequest() {
    Narrator narrator = narrator(new Style(60, false, false));
    narrator.welcome();
    for (Act act : Act.values()) {
      board.begins(act);
      narrator.act(act.at(), act);
    }
    narrator.summary(
        new Verdict(board, new Ledger()),
        board,
        new Trail(1, InstantSource.system()),
        Scenario.THEFT);

    assertThat(out.toString().lines().filter(line -> !line.contains("arn:")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
    assertThat(out.toString()).matches("[\\x00-\\x7F]*").contains("NOT FOUND");
  }

  @Test
  void printsAddresses() {
    narrator(new Style(100, false, true))
        .ready(
            Duration.ofMillis(8_200),
            new Narrator.Places(
                URI.create("http://127.0.0.1:1/"),
                URI.create("http://127.0.0.1:2/metrics"),
                URI.create("http://127.0.0.1:3/"),
                Optional.of(URI.create("http://127.0.0.1:4/d/exposure-soc"))),
            Scenario.QUIET);

    assertThat(out.toString())
        .contains(
            "8.2 s",
            "http://127.0.0.1:1/",
            "http://127.0.0.1:2/metrics",
            "http://127.0.0.1:3/",
            "Dashboards  http://127.0.0.1:4/d/exposure-soc",
            "/policy");
  }

  private Narrator narrator(Style style) {
    return new Narrator(new PrintWriter(out), style);
  }
}

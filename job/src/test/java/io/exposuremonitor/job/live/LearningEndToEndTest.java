package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.job.alert.FakePagerDuty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A monitor that starts with a baseline learnt from ten days of logs reports on its first day which
 * actors are new, and reports neither known actors nor anything from those days. A monitor without
 * that baseline is still learning.
 */
@Tag("slow")
class LearningEndToEndTest {
  private static final int DAYS = 10;
  private static final int PAGES = 420;
  private static final DateTimeFormatter IN_FILE_NAMES =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  private final Instant now = Instant.now();
  @TempDir private Path folder;

  @Test
  void startsFromBaselineLearntFromPastLogs() throws Exception {
    Path past = Files.createDirectory(folder.resolve("past"));
    writePast(past);
    Path state = folder.resolve("state");
    Path log = folder.resolve("learn-log");
    Path history = folder.resolve("history.jsonl");
    try (MonitorProcess learning =
        MonitorProcess.command(
            log,
            "replay",
            past.toString(),
            "--findings",
            history.toString(),
            "--learn",
            state.toString())) {
      learning.start();
      assertThat(learning.end()).as(Files.readString(log)).isZero();
    }
    assertThat(log).content().contains("9 days", "--state " + state, "resumes");
    assertThat(log).content().doesNotContain("out of order");
    assertThat(history).content().contains("bulk-read.table-scan", "thief-of-the-past");

    List<JsonNode> withBaseline = findings("learnt", state);
    List<JsonNode> withoutBaseline = findings("blind", folder.resolve("new-state"));

    assertThat(withBaseline)
        .filteredOn(finding -> OutputLines.analytic(finding).equals("partiql.first-use"))
        .extracting(LearningEndToEndTest::actor)
        .containsOnly("newcomer");
    assertThat(withBaseline)
        .extracting(LearningEndToEndTest::actor)
        .as("no findings about the past")
        .doesNotContain("thief-of-the-past", "reporter");
    assertThat(withoutBaseline)
        .extracting(OutputLines::analytic)
        .as("still learning")
        .doesNotContain("partiql.first-use");
  }

  /** Each day an actor uses PartiQL; in the last hour a table was scanned, and still is. */
  private void writePast(Path past) throws IOException {
    Instant end = now.minus(Duration.ofMinutes(50));
    for (int day = DAYS; day > 0; day--) {
      Instant time = end.minus(Duration.ofDays(day - 1));
      List<String> records = new ArrayList<>();
      records.add(TrailRecords.statement("past-" + day, "reporter", "orders", time));
      if (day == 1) {
        for (int page = 0; page < PAGES; page++) {
          Instant read = end.plusSeconds(page);
          records.add(TrailRecords.scan("past-page-" + page, "thief-of-the-past", "people", read));
        }
      }
      Files.write(
          past.resolve(
              // Names are not in the order of time.
              "%dx123456789012_CloudTrail_eu-west-1_%s_x.json.gz"
                  .formatted(day, IN_FILE_NAMES.format(time))),
          TrailRecords.logFile(records));
    }
  }

  /** The findings of a monitor today. It has seen everything once it has found today's thief. */
  private List<JsonNode> findings(String name, Path state) throws Exception {
    Path found = folder.resolve(name + "-findings");
    Path incidents = folder.resolve(name + "-incidents");
    Path config = folder.resolve(name + ".yml");
    try (FakePagerDuty pagerDuty = new FakePagerDuty();
        EmulatedLogFiles logs = new EmulatedLogFiles();
        MonitorProcess monitor =
            MonitorProcess.commandLine(config, state, folder.resolve(name + "-log"))) {
      // It is watched, which gives operators one input more than they had while learning.
      Path policy = Files.writeString(folder.resolve("policy.yml"), "version: 1\n");
      Files.writeString(
          config,
          "monitor: {policy: %s}\ninputs:\n".formatted(policy)
              + logs.input()
              + "outputs:\n  findings: %s\n  incidents: %s\n".formatted(found, incidents)
              + "alerts.soc: {type: pagerduty, key: 'env:PAGERDUTY_KEY', url: '%s'}\n"
                  .formatted(pagerDuty.url()));
      monitor.start();
      List<String> today = new ArrayList<>();
      today.add(TrailRecords.statement("known", "reporter", "orders", now));
      today.add(TrailRecords.statement("new", "newcomer", "orders", now));
      for (int page = 0; page < PAGES; page++) {
        today.add(TrailRecords.scan("page-" + page, "thief", "customers", now.plusSeconds(page)));
      }
      logs.announce(TrailRecords.logFile(today));
      Waiting.until(
          () ->
              OutputLines.in(found).stream()
                  .map(LearningEndToEndTest::actor)
                  .anyMatch("thief"::equals),
          () -> "the thief of today is found; see " + folder.resolve(name + "-log"));
      logs.awaitEmptyQueue();
      assertThat(monitor.stop()).isIn(0, 143);
      assertThat(OutputLines.in(incidents))
          .filteredOn(incident -> incident.toString().contains("thief-of-the-past"))
          .as("no incident of the past")
          .isEmpty();
      assertThat(pagerDuty.calls())
          .as("alerts concern today only")
          .isSubsetOf(
              OutputLines.in(incidents).stream()
                  .map(incident -> incident.path("id").asText())
                  .toList());
    }
    return OutputLines.in(found);
  }

  private static String actor(JsonNode finding) {
    String arn = finding.at("/actor/user/uid").asText();
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}

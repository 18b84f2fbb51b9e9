package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.alert.FakePagerDuty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of the monitor is lost while somebody copies a table. */
@Tag("slow")
class LostDiskEndToEndTest {
  private static final int PAGES = 150;
  private static final Predicate<String> RETRIED =
      Pattern.compile("exposure_output_retried_total\\{output=\"findings-folder\"} [1-9].*")
          .asMatchPredicate();

  @TempDir private Path folder;

  private Path state;
  private Path findings;
  private Path config;
  private Path log;
  private EmulatedLogFiles logs;
  private FakePagerDuty pagerDuty;

  @BeforeEach
  void startServices() throws IOException {
    state = folder.resolve("state");
    findings = folder.resolve("findings");
    config = folder.resolve("monitor.yml");
    log = folder.resolve("log");
    logs = new EmulatedLogFiles();
    pagerDuty = new FakePagerDuty();
    Files.writeString(
        config,
        "inputs:\n"
            + logs.input()
            + "outputs:\n  findings: %s\nmetrics:\n  port: 0\n".formatted(findings)
            + "alerts.soc: {type: pagerduty, key: 'env:PAGERDUTY_KEY', url: '%s'}\n"
                .formatted(pagerDuty.url()));
  }

  @AfterEach
  void stopServices() {
    pagerDuty.close();
    logs.close();
  }

  @Test
  void alertsThoughNoCheckpointCompletes() throws Exception {
    try (MonitorProcess monitor = MonitorProcess.commandLine(config, state, log)) {
      monitor.start();
      monitor.awaitCheckpoint();
      Path lost = folder.resolve("lost");
      replaceByFile(state, lost);

      copyTable();
      Waiting.until(() -> !pagerDuty.calls().isEmpty(), "a page without a checkpoint");
      assertThat(OutputLines.in(findings))
          .as("files are complete only with a checkpoint")
          .isEmpty();
      assertThat(monitor.metrics()).contains("exposure_engine_restarts_total 0.0");
      assertThat(Files.readString(log))
          .containsPattern("WARN +engine - Failed to trigger or complete checkpoint \\d+: java\\.")
          .doesNotContain("\tat ");

      Files.delete(state);
      Files.move(lost, state);
      monitor.awaitCheckpoint();
      assertThat(monitor.stop()).isIn(0, 143);
      assertThat(OutputLines.in(findings))
          .extracting(OutputLines::analytic)
          .containsOnly("bulk-read.table-scan");
      assertThat(pagerDuty.calls()).hasSize(1);
    }
  }

  @Test
  void alertsThoughEachFailingCheckpointRestartsTheJob() throws Exception {
    try (MonitorProcess monitor = MonitorProcess.onPlatform(config, state, log)) {
      monitor.start();
      monitor.awaitCheckpoint();
      monitor.preventCheckpoints();

      copyTable();
      Waiting.until(() -> !pagerDuty.calls().isEmpty(), "a page in spite of restarts");
      assertThat(Files.readString(log).lines())
          .filteredOn(line -> line.contains("Failed to trigger or complete checkpoint"))
          .as("each of them restarted the job")
          .hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void alertsThoughFindingsCanNotBeWritten() throws Exception {
    try (MonitorProcess monitor = MonitorProcess.commandLine(config, state, log)) {
      monitor.start();
      monitor.awaitCheckpoint();
      replaceByFile(findings, folder.resolve("before"));

      copyTable();
      Waiting.until(() -> !pagerDuty.calls().isEmpty(), "a page");
      Waiting.until(() -> monitor.metrics().stream().anyMatch(RETRIED), "a count of failures");
      assertThat(monitor.metrics())
          .contains(
              "exposure_engine_restarts_total 0.0",
              "exposure_output_delivered_total{output=\"findings-folder\"} 0.0");
      assertThat(Files.readString(log))
          .contains("findings-folder: " + findings + ": ")
          .doesNotContain("\tat ");

      Files.delete(findings);
      Waiting.until(() -> !OutputLines.in(findings).isEmpty(), "the finding");
      assertThat(monitor.stop()).isIn(0, 143);
    }
  }

  @Test
  void saysWhyItStartsAgain() throws Exception {
    try (MonitorProcess monitor = MonitorProcess.commandLine(config, state, log)) {
      monitor.start();
      monitor.awaitCheckpoint();
      // Where RocksDB works.
      Files.move(monitor.temporary(), folder.resolve("lost"));
      Waiting.until(
          () -> Files.readString(log).contains("FAILED with failure cause: "), "a reason");
      assertThat(Files.readString(log))
          .containsPattern("WARN +engine - .* \\(\\d/\\d\\)#\\d switched from RUNNING to FAILED")
          .doesNotContain("\tat ");

      copyTable();
      Waiting.until(() -> !OutputLines.in(findings).isEmpty(), "the finding");
      assertThat(monitor.stop()).isIn(0, 143);
    }
  }

  /** Even the superuser can't create a folder there. */
  private static void replaceByFile(Path place, Path moved) throws IOException {
    if (Files.exists(place)) {
      Files.move(place, moved);
    }
    Files.writeString(place, "in the way");
  }

  /** Announces a log file with a scan of the last ten minutes. */
  private void copyTable() {
    Instant now = Instant.now();
    List<String> records = new ArrayList<>();
    for (int page = 0; page < PAGES; page++) {
      Instant time = now.minus(Duration.ofMinutes(10)).plusSeconds(page);
      records.add(TrailRecords.scan("page-" + page, "thief", "customers", time));
    }
    logs.announce(now, TrailRecords.logFile(records));
  }
}

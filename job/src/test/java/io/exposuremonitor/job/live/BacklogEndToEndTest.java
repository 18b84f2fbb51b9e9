package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After an outage of hours, the queue hands out the log files in any order, and somebody read much
 * in a few minutes of that time: too little for the windows of an hour and more.
 */
@Tag("slow")
class BacklogEndToEndTest {
  private static final Instant OUTAGE = Instant.parse("2026-11-20T02:00:00Z");
  private static final Duration BETWEEN_FILES = Duration.ofMinutes(5);
  private static final int FILES = 100;
  private static final int PAGES = 150;

  @TempDir private Path folder;

  @Test
  void findsShortBurstInBacklog() throws Exception {
    Path findings = folder.resolve("findings");
    Path config = folder.resolve("monitor.yml");
    try (EmulatedLogFiles logs = new EmulatedLogFiles();
        MonitorProcess monitor =
            MonitorProcess.commandLine(config, folder.resolve("state"), folder.resolve("log"))) {
      Files.writeString(
          config,
          "inputs:\n"
              + logs.input()
              + "outputs:\n  findings: %s\nmetrics:\n  port: 0\n".formatted(findings));
      announceInAnyOrder(logs);
      monitor.start();
      monitor.awaitMetric("exposure_source_objects_total{source=\"files\"} %d.0".formatted(FILES));
      logs.awaitEmptyQueue();
      monitor.awaitMetric("exposure_source_late_events_total{source=\"files\"} 0.0");
      monitor.awaitCheckpoint();
      assertThat(monitor.stop()).isIn(0, 143);

      List<JsonNode> found = OutputLines.in(findings);
      assertThat(found).extracting(OutputLines::analytic).containsOnly("bulk-read.table-scan");
      assertThat(found.toString()).contains("thief").doesNotContain("clerk");
    }
  }

  private static void announceInAnyOrder(EmulatedLogFiles logs) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(1));
    for (int i : order) {
      Instant delivered = OUTAGE.plus(BETWEEN_FILES.multipliedBy(i));
      logs.announce(delivered, file(i, delivered.minus(BETWEEN_FILES)));
    }
  }

  private static byte[] file(int number, Instant start) {
    List<String> records = new ArrayList<>();
    for (int minute = 0; minute < BETWEEN_FILES.toMinutes(); minute++) {
      Instant time = start.plus(Duration.ofMinutes(minute));
      records.add(
          TrailRecords.scan("usual-" + number + "-" + minute, "clerk", "orders-" + minute, time));
    }
    if (number == FILES / 2) {
      Duration betweenPages = BETWEEN_FILES.dividedBy(PAGES);
      for (int page = 0; page < PAGES; page++) {
        Instant time = start.plus(betweenPages.multipliedBy(page));
        records.add(TrailRecords.scan("page-" + page, "thief", "customers", time));
      }
    }
    return TrailRecords.logFile(records);
  }
}

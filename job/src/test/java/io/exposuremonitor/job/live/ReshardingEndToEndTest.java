package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * CloudTrail records in every envelope and item changes on one stream that is split and merged at
 * random, read by {@code run}, which is killed at random, several times, during continuous writes.
 * Its findings must equal those of a monitor that reads everything without interruption. {@code
 * -Dresharding.seed} repeats the plan of a run; what happens between its steps is up to the
 * machine.
 */
@Tag("slow")
class ReshardingEndToEndTest {
  private static final int KILLS = 4;
  private static final int PAGES_IN_A_ROUND = 5;

  /** Enough to be detected, however few rounds there are. */
  private static final int MIN_PAGES = 420;

  private static final int MAX_SHARDS = 5;
  private static final String POLICY =
      """
      version: 1
      thresholds:
        destruction:
          deletes: {fiveMinutes: 1000, hour: 1000, day: 3}
      """;

  @TempDir private Path folder;

  private final long seed = Long.getLong("resharding.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final AtomicBoolean done = new AtomicBoolean();
  private int reshardings;

  @Test
  void raisesSameFindingsDespiteKillsAndResharding(TestReporter reporter) throws Exception {
    assumeTrue(EmulatedAws.missing().isEmpty(), () -> EmulatedAws.missing().orElse(""));
    reporter.publishEntry("seed", Long.toString(seed));
    Path disturbed = Files.createDirectory(folder.resolve("disturbed"));
    Path undisturbed = Files.createDirectory(folder.resolve("undisturbed"));
    Path observations = folder.resolve("observations");
    try (EmulatedAws aws = new EmulatedAws(2)) {
      WatchedScan scan = new WatchedScan(aws);
      WatchedItems items = new WatchedItems(aws);
      try (MonitorProcess monitor =
          MonitorProcess.observed(
              config(disturbed, aws.inputs()),
              disturbed.resolve("state"),
              disturbed.resolve("log"),
              observations)) {
        RandomKills kills = new RandomKills(KILLS, random, monitor, observations);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(items, scan));
        try {
          kills.perform(() -> reshard(aws));
        } finally {
          done.set(true);
        }
        writing.get(1, TimeUnit.MINUTES);
        scan.upTo(Math.max(scan.pages(), MIN_PAGES));
        Waiting.until(
            () -> Observations.read(observations).furthest().equals(items.written()),
            () -> "the last change of each item; seed " + seed);
        aws.awaitEmptyQueue();
        // Before event time goes on to today.
        assertPages(scan, monitor);
        awaitEnds(disturbed, scan, monitor);
        assertThat(monitor.stop()).as("exit code of an orderly stop").isIn(0, 143);
      }
      Observations observed = Observations.read(observations);
      assertThat(observed.violations()).as("seed %d", seed).isEmpty();
      assertThat(observed.runs()).as("runs that read something").hasSizeGreaterThan(KILLS / 2);
      assertThat(observed.furthest()).as("seed %d", seed).isEqualTo(items.written());

      // In the end, one of two readers has nothing more to read and must not hold back the other.
      while (aws.openShards() > 1) {
        aws.merge(0);
      }
      try (MonitorProcess monitor =
          MonitorProcess.commandLine(
              config(undisturbed, aws.inputsFromTheBeginning()),
              undisturbed.resolve("state"),
              undisturbed.resolve("log"))) {
        monitor.start();
        awaitEnds(undisturbed, scan, monitor);
        assertPages(scan, monitor);
        items.metrics().forEach(monitor::awaitMetric);
        assertThat(monitor.stop()).as("exit code of an orderly stop").isIn(0, 143);
      }
      Map<String, JsonNode> ends = ends(disturbed);
      assertThat(OutputLines.differences(ends, ends(undisturbed)))
          .as("findings despite kills, seed %d", seed)
          .isEmpty();
      assertThat(evidence(ends, "bulk-read.table-scan"))
          .as("seed %d", seed)
          .contains("\"pages\":" + scan.pages() + ',');
      assertThat(evidence(ends, "destruction.mass-delete"))
          .as("seed %d", seed)
          .contains("\"deleted_24h\":" + items.deleted());
      assertThat(OutputLines.in(disturbed.resolve("letters"))).isEmpty();
      assertThat(OutputLines.in(undisturbed.resolve("letters"))).isEmpty();
    }
  }

  private Path config(Path outputs, String inputs) throws Exception {
    Path policy = Files.writeString(outputs.resolve("policy.yml"), POLICY);
    return Files.writeString(
        outputs.resolve("monitor.yml"),
        "monitor: {policy: '%s'}\ninputs:\n".formatted(policy)
            + inputs
            + "outputs:\n  findings: '%s'\n".formatted(outputs.resolve("findings"))
            + "  dead-letters: '%s'\n".formatted(outputs.resolve("letters"))
            + "metrics: {port: 0}\n");
  }

  /** At least one split and one merge. */
  private void reshard(EmulatedAws aws) {
    int open = aws.openShards();
    boolean split = reshardings < 2 ? reshardings == 0 : random.nextBoolean();
    if (open == 1 || (split && open < MAX_SHARDS)) {
      aws.split(random.nextInt(open));
    } else {
      aws.merge(random.nextInt(open - 1));
    }
    reshardings++;
  }

  /** At the scan's pace, so that the changes fall into the same hour as its pages. */
  private void write(WatchedItems items, WatchedScan scan) {
    while (!done.get()) {
      items.change(scan.now());
      scan.upTo(scan.pages() + PAGES_IN_A_ROUND);
      try {
        TimeUnit.MILLISECONDS.sleep(500);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void awaitEnds(Path outputs, WatchedScan scan, MonitorProcess monitor) {
    scan.awaitEnd(outputs.resolve("findings"), monitor);
    Waiting.until(() -> ends(outputs).size() == 2, () -> "two ends: " + ends(outputs));
  }

  /** The counter is part of checkpoints, so repeated reads are not counted twice. */
  private static void assertPages(WatchedScan scan, MonitorProcess monitor) {
    monitor.awaitMetric(
        "exposure_table_read_pages_total{table=\"%s\"} %d.0"
            .formatted("arn:aws:dynamodb:eu-west-1:123456789012:table/customers", scan.pages()));
  }

  /** The last lines of the episodes of three days ago, by their ids. */
  private static Map<String, JsonNode> ends(Path outputs) {
    long yesterday = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
    Map<String, JsonNode> ends = new TreeMap<>();
    for (JsonNode line : OutputLines.in(outputs.resolve("findings"))) {
      if (line.path("activity_id").asInt() == 3 && line.path("end_time").asLong() < yesterday) {
        JsonNode other = ends.put(line.at("/finding_info/uid").asText(), line);
        assertThat(other).as("an episode ends once").isNull();
      }
    }
    return ends;
  }

  private static String evidence(Map<String, JsonNode> ends, String analytic) {
    return ends.values().stream()
        .filter(line -> OutputLines.analytic(line).equals(analytic))
        .map(line -> line.path("evidences").toString())
        .findFirst()
        .orElse("none");
  }
}

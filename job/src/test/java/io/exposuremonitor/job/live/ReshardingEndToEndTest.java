package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * Item changes and CloudTrail records on one stream that is split and merged at random, read by a
 * monitor that is killed at random, several times, while somebody writes all the while. {@code
 * -Dresharding.seed} repeats the plan of a run; what happens between its steps is up to the
 * machine.
 */
@Tag("slow")
class ReshardingEndToEndTest {
  private static final int KILLS = 5;
  private static final int ITEMS = 16;
  private static final int PAGES_IN_A_ROUND = 5;

  /** Enough to be found, however few rounds there were. */
  private static final int LEAST_PAGES = 420;

  private static final int MOST_SHARDS = 5;

  @TempDir private Path folder;

  private final long seed = Long.getLong("resharding.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, Integer> written = new TreeMap<>();
  private final AtomicBoolean enough = new AtomicBoolean();
  private int reshardings;

  @Test
  void losesAndSwapsNothingWhateverHappens(TestReporter reporter) throws Exception {
    assumeTrue(EmulatedAws.missing().isEmpty(), () -> EmulatedAws.missing().orElse(""));
    reporter.publishEntry("seed", Long.toString(seed));
    Path observations = folder.resolve("observations");
    Path findings = folder.resolve("findings");
    try (EmulatedAws aws = new EmulatedAws(2);
        MonitorProcess monitor =
            MonitorProcess.observed(
                config(aws, findings),
                folder.resolve("state"),
                folder.resolve("log"),
                observations)) {
      WatchedScan scan = new WatchedScan(aws);
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(aws, scan));
      try {
        for (int i = 0; i < KILLS; i++) {
          runAndKill(aws, monitor, observations);
        }
      } finally {
        enough.set(true);
      }
      monitor.start();
      writing.get(1, TimeUnit.MINUTES);
      scan.upTo(Math.max(scan.pages(), LEAST_PAGES));
      Waiting.until(
          () -> Observations.read(observations).furthest().equals(written),
          "the last change of each item; seed " + seed);
      aws.awaitEmptyQueue();
      List<JsonNode> ends = scan.awaitEnd(findings, monitor);
      monitor.stop();

      Observations observed = Observations.read(observations);
      assertThat(observed.violations()).as("seed %d", seed).isEmpty();
      assertThat(observed.runs()).as("runs that read something").hasSizeGreaterThan(KILLS / 2);
      assertThat(observed.furthest()).as("seed %d", seed).isEqualTo(written);
      assertThat(ends).as("seed %d", seed).hasSize(1);
      assertThat(ends.get(0).path("evidences").toString())
          .as("seed %d", seed)
          .contains("\"pages\":" + scan.pages() + ',');
    }
  }

  private Path config(EmulatedAws aws, Path findings) throws Exception {
    return Files.writeString(
        folder.resolve("monitor.yml"),
        "inputs:\n" + aws.inputs() + "outputs:\n  findings: " + findings + '\n');
  }

  /** Most runs are killed when they have read something, some while they start. */
  private void runAndKill(EmulatedAws aws, MonitorProcess monitor, Path observations)
      throws Exception {
    int before = Observations.read(observations).runs().size();
    monitor.start();
    if (random.nextInt(KILLS) > 0) {
      Waiting.until(
          () -> Observations.read(observations).runs().size() > before,
          "the monitor reads; seed " + seed);
    }
    sleep(1_500);
    reshard(aws);
    sleep(2_500);
    monitor.kill();
    if (random.nextBoolean()) {
      reshard(aws);
    }
  }

  /** One split and one merge in any case. */
  private void reshard(EmulatedAws aws) {
    int open = aws.openShards();
    boolean split = reshardings < 2 ? reshardings == 0 : random.nextBoolean();
    if (open == 1 || (split && open < MOST_SHARDS)) {
      aws.split(random.nextInt(open));
    } else {
      aws.merge(random.nextInt(open - 1));
    }
    reshardings++;
  }

  /** At the scan's pace, so that the changes are of the same hour as its pages. */
  private void write(EmulatedAws aws, WatchedScan scan) {
    while (!enough.get()) {
      for (int i = 0; i < ITEMS; i++) {
        String item = "item-" + i;
        int number = written.merge(item, 1, Integer::sum);
        aws.put(item, TrailRecords.itemChange(item, number, "orders", scan.now()));
      }
      scan.upTo(scan.pages() + PAGES_IN_A_ROUND);
      try {
        TimeUnit.MILLISECONDS.sleep(500);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void sleep(int mostMillis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(mostMillis));
  }
}

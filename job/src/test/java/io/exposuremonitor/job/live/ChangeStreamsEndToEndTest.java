package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes of several tables in DynamoDB Local, read by {@code run}, which is killed at random,
 * several times, while shards end, tables appear and items change. {@code -Dchanges.seed} repeats
 * the plan of a run; what happens between its steps is up to the machine.
 */
@Tag("slow")
class ChangeStreamsEndToEndTest {
  private static final int KILLS = 3;

  @TempDir private Path folder;

  private final long seed = Long.getLong("changes.seed", System.nanoTime());
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void readsChangesOfEachItemInOrderWithoutGaps(TestReporter reporter) throws Exception {
    reporter.publishEntry("seed", Long.toString(seed));
    Path observations = folder.resolve("observations");
    try (ChangingTables tables = new ChangingTables();
        MonitorProcess monitor =
            MonitorProcess.observed(
                config(tables), folder.resolve("state"), folder.resolve("log"), observations)) {
      tables.create("prod-orders");
      tables.create("prod-customers");
      tables.create("test-orders");
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(tables));
      RandomKills kills = new RandomKills(KILLS, new Random(seed), monitor, observations);
      try {
        kills.perform(
            () -> {
              tables.rollShards();
              tables.create("prod-later");
            });
      } finally {
        done.set(true);
      }
      writing.get(1, TimeUnit.MINUTES);
      Map<String, String> names = tables.names("prod-");
      Map<String, Integer> written =
          Observations.of(Map.of("all", List.copyOf(names.values()))).furthest();
      Waiting.until(
          () -> Observations.read(observations, names::get).furthest().equals(written),
          "the last change of each item; seed " + seed);
      assertMetrics(monitor);
      assertThat(monitor.stop()).as("exit code of an orderly stop").isIn(0, 143);

      Observations observed = Observations.read(observations, names::get);
      assertThat(observed.violations()).as("seed %d", seed).isEmpty();
      assertThat(observed.runs()).as("runs that read something").hasSizeGreaterThan(KILLS / 2);
      assertThat(observed.furthest()).as("seed %d", seed).isEqualTo(written);
      assertThat(OutputLines.in(folder.resolve("findings")))
          .as("gap findings, seed %d", seed)
          .isEmpty();
      assertThat(OutputLines.in(folder.resolve("letters"))).isEmpty();
    }
  }

  private Path config(ChangingTables tables) throws Exception {
    return Files.writeString(
        folder.resolve("monitor.yml"),
        """
        inputs:
          changes:
            type: dynamodb-streams
            table-prefix: prod-
            region: eu-west-1
            endpoint: %s
            start: horizon
        outputs:
          findings: '%s'
          dead-letters: '%s'
        metrics: {port: 0}
        """
            .formatted(tables.endpoint(), folder.resolve("findings"), folder.resolve("letters")));
  }

  private void write(ChangingTables tables) {
    while (!done.get()) {
      tables.write();
      try {
        TimeUnit.MILLISECONDS.sleep(500);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The metrics of the input as soon as its readers have started. */
  private static void assertMetrics(MonitorProcess monitor) throws InterruptedException {
    monitor.awaitMetric("exposure_source_open_shards{source=\"changes\"} 3.0");
    Waiting.until(
        () -> ShownSource.missingOfChangeStreams(monitor.metrics(), "changes").isEmpty(),
        "all that is shown of change streams");
    assertThat(monitor.metrics())
        .contains(
            "exposure_source_coverage_gaps_total{source=\"changes\"} 0.0",
            "exposure_engine_restarts_total 0.0");
  }
}

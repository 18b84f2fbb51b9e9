package io.exposuremonitor.cluster;

import static io.exposuremonitor.job.live.OutputLines.analytic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.emulators.KinesisLocal;
import io.exposuremonitor.job.live.LocalProgram;
import io.exposuremonitor.job.live.OutputLines;
import io.exposuremonitor.job.live.TrailRecords;
import io.exposuremonitor.job.live.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * The job's jar on a cluster of processes, while a table is copied: a TaskManager is lost between
 * two checkpoints; later the job is stopped with a savepoint and the jar started from it. Every
 * page of the scan is counted once, and the findings are those of an undisturbed run.
 */
@Tag("slow")
class LostTaskManagerIT {
  private static final Path JAR = Path.of(System.getProperty("cluster.jar"));
  private static final Path LIB = Path.of(System.getProperty("flink.lib"));
  private static final Logger LOG = Logger.getLogger(LostTaskManagerIT.class.getName());
  private static final String STREAM_NAME = "trail";
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:000000000000:stream/trail";
  private static final int PARALLELISM = 2;
  private static final int PAGES = 420;
  private static final int CALLS_OF_TODAY = 8;

  /** Pages are far enough apart for the detector to count them one by one. */
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(4);

  /**
   * At the full hour: a finding's uid depends on the quarter of an hour in which the first signal
   * to arrive started, and the two shards are read at different paces.
   */
  private final Instant attack =
      Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);

  private KinesisLocal kinesis;
  private KinesisClient client;
  private FlinkCluster cluster;
  private int metricsPort;

  /** Contains the logs of the processes, so it is kept when the test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    assumeTrue(KinesisLocal.missing().isEmpty(), () -> KinesisLocal.missing().orElse(""));
    kinesis = KinesisLocal.start();
    client =
        KinesisClient.builder()
            .endpointOverride(kinesis.endpoint())
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("emulator", "emulator")))
            .build();
    client.createStream(stream -> stream.streamName(STREAM_NAME).shardCount(PARALLELISM));
    Waiting.until(
        () ->
            client
                    .describeStreamSummary(stream -> stream.streamName(STREAM_NAME))
                    .streamDescriptionSummary()
                    .streamStatus()
                == StreamStatus.ACTIVE,
        "the stream is active");
    List<Path> outputs = new ArrayList<>();
    for (String output : List.of("savepoints", "disturbed", "undisturbed")) {
      outputs.add(Files.createDirectories(folder.resolve(output)));
    }
    metricsPort = LocalProgram.freePort();
    cluster = FlinkCluster.start(folder.resolve("cluster"), LIB, PARALLELISM, outputs);
  }

  @AfterEach
  void stop() {
    if (kinesis != null) {
      if (cluster != null) {
        cluster.close();
      }
      client.close();
      kinesis.close();
    }
  }

  @Test
  void countsEveryPageOnceAcrossTaskManagerLossAndUpgrade() throws Exception {
    Path disturbed = folder.resolve("disturbed");
    FlinkRest rest = cluster.rest();
    String jar = rest.upload(JAR);

    send(0, 120);
    String job = rest.run(jar, PARALLELISM, "", List.of("--config", settings(disturbed)));
    rest.awaitRunning(job);
    awaitRead(job, 120);
    long checkpoint = rest.checkpoint(job);

    // Half of the attack is in the checkpoint; more of it is read and lost with the TaskManager.
    send(120, 200);
    awaitRead(job, 200);
    cluster.taskManager(0).kill();
    send(200, 240);
    cluster.addTaskManager();
    Waiting.until(
        () -> rest.restored(job).path("id").asLong() == checkpoint, "the checkpoint is restored");
    rest.awaitRunning(job);
    send(240, 300);
    awaitRead(job, 300 - 120);
    // The JobManager publishes its metrics with a delay of some seconds.
    Waiting.until(() -> rest.restarts(job) > 0, "the restart is counted");
    assertThat(rest.restarts(job)).as("restarts of the job").isEqualTo(1);

    String savepoint = rest.stop(job, folder.resolve("savepoints"));
    send(300, 360);
    // With fewer subtasks, so that shards and keyed state are redistributed.
    String upgraded = rest.run(jar, 1, savepoint, List.of("--config", settings(disturbed)));
    rest.awaitRunning(upgraded);
    assertThat(rest.restored(upgraded).path("external_path").asText()).isEqualTo(savepoint);
    send(360, PAGES);
    awaitRead(upgraded, PAGES - 300);
    // Today's events end the episode of three days ago.
    sendToday();
    JsonNode closed = awaitClosed(upgraded, disturbed);
    assertThat(rest.restarts(upgraded)).as("restarts after the upgrade").isZero();
    assertThatMetricsContinue(upgraded);
    rest.stop(upgraded, folder.resolve("savepoints"));

    assertThat(closed.path("evidences").toString()).contains("\"pages\":" + PAGES);
    List<JsonNode> found = OutputLines.in(disturbed.resolve("findings"));
    assertThat(found.stream().map(line -> line.at("/metadata/uid").asText()))
        .as("no line twice")
        .doesNotHaveDuplicates();
    assertThat(OutputLines.in(disturbed.resolve("letters"))).as("dead letters").isEmpty();

    Path undisturbed = folder.resolve("undisturbed");
    String other = rest.run(jar, PARALLELISM, "", List.of("--config", settings(undisturbed)));
    rest.awaitRunning(other);
    JsonNode same = awaitClosed(other, undisturbed);
    rest.stop(other, folder.resolve("savepoints"));
    assertThat(closed).isEqualTo(same);
    assertThat(uids(found)).isEqualTo(uids(OutputLines.in(undisturbed.resolve("findings"))));
    assertThatNothingWasWrittenElsewhere();
  }

  /** At the port of the measuring task: its counters are data, unlike Flink's. */
  private void assertThatMetricsContinue(String job) throws Exception {
    String counted =
        "exposure_records_total{source=\"trail\"} " + (PAGES + CALLS_OF_TODAY) + ".0\n";
    AtomicReference<String> scraped = new AtomicReference<>("");
    Waiting.until(
        () -> {
          // Counters are shown as of the last checkpoint.
          cluster.rest().checkpoint(job);
          scraped.set(scrape());
          return scraped.get().contains(counted);
        },
        () ->
            "what was read before the TaskManager was lost and before the upgrade is counted once;"
                + " logs are in %s; the last scrape: %s".formatted(folder, scraped));

    assertThat(scraped.get().lines())
        .contains("exposure_source_coverage_gaps_total{source=\"trail\"} 0.0")
        .anyMatch(
            line -> line.startsWith("exposure_source_behind_latest_seconds{source=\"trail\"}"))
        .anyMatch(line -> line.matches("exposure_policy_info\\{version=\"\\w+\"} 1.0"));
  }

  /** The metrics, or why there are none; a scraper, too, tries again. */
  private String scrape() throws InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException failure) {
      return failure.toString();
    }
  }

  /**
   * Where the system supports it, the processes ran on a read-only root file system, so nothing
   * could be written. Everywhere, the recorded writes of Java code are checked, whether they
   * succeeded or not.
   */
  private void assertThatNothingWasWrittenElsewhere() throws Exception {
    if (!ReadOnlyRoot.isPossible()) {
      LOG.warning("NOT CHECKED: no mount namespace can be had here, so the root was writable");
    }
    for (FlinkProcess process : cluster.living()) {
      RecordedWrites writes = process.stop();
      assertThat(writes.home()).isEmpty();
      assertThat(writes.files())
          .isNotEmpty()
          .allMatch(
              file ->
                  file.startsWith(writes.temporary())
                      // Locations from the settings and the cluster's configuration.
                      || file.startsWith(folder.resolve("cluster/checkpoints"))
                      || file.startsWith(folder.resolve("savepoints"))
                      || file.startsWith(folder.resolve("disturbed"))
                      || file.startsWith(folder.resolve("undisturbed")));
    }
  }

  private String settings(Path outputs) throws IOException {
    Files.createDirectories(outputs);
    Path file = outputs.resolve("monitor.yml");
    Files.writeString(
        file,
        """
        inputs:
          trail:
            type: kinesis
            streams: [%s]
            start: horizon
            endpoint: %s
            idle-after: 30 s
        outputs:
          findings: %s
          dead-letters: %s
        metrics: {port: %d}
        """
            .formatted(
                STREAM,
                kinesis.endpoint(),
                outputs.resolve("findings").toUri(),
                outputs.resolve("letters").toUri(),
                metricsPort));
    return file.toUri().toString();
  }

  /** Pages {@code from} to {@code to} of the scan. */
  private void send(int from, int to) {
    for (int page = from; page < to; page++) {
      put(
          "page-" + page,
          TrailRecords.scan(
              "page-" + page, "thief", "customers", attack.plus(BETWEEN_PAGES.multipliedBy(page))));
    }
  }

  /** A few calls of another actor, on each shard. */
  private void sendToday() {
    for (int i = 0; i < CALLS_OF_TODAY; i++) {
      Instant now = Instant.now();
      String id = "today-" + i;
      put(id, TrailRecords.scan(id, "clerk", "orders", now));
    }
  }

  private void put(String key, String trailRecord) {
    client.putRecord(
        record ->
            record
                .streamName(STREAM_NAME)
                .partitionKey(Integer.toHexString(key.hashCode()))
                .data(SdkBytes.fromByteArray(TrailRecords.raw(trailRecord))));
  }

  private void awaitRead(String job, long records) {
    AtomicReference<OptionalLong> read = new AtomicReference<>(OptionalLong.empty());
    Waiting.until(
        () -> {
          cluster.living();
          read.set(cluster.rest().sourceCounter(job, "recordsIn"));
          return read.get().orElse(0) >= records;
        },
        () -> read + " of " + records + " records read; logs are in " + folder);
  }

  /** The line that reports the end of the scan, after as many checkpoints as that takes. */
  private JsonNode awaitClosed(String job, Path outputs) {
    List<JsonNode> closed = new ArrayList<>();
    Waiting.until(
        () -> {
          cluster.rest().checkpoint(job);
          closed.clear();
          OutputLines.in(outputs.resolve("findings")).stream()
              .filter(line -> analytic(line).equals("bulk-read.table-scan"))
              .filter(line -> line.path("activity_id").asInt() == 3)
              .forEach(closed::add);
          return !closed.isEmpty();
        },
        "the scan's episode is over");
    assertThat(closed).hasSize(1);
    return closed.get(0);
  }

  private static List<String> uids(List<JsonNode> findings) {
    return findings.stream()
        .map(line -> line.at("/finding_info/uid").asText())
        .distinct()
        .sorted()
        .toList();
  }
}

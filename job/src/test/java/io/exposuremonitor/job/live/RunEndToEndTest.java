package io.exposuremonitor.job.live;

import static io.exposuremonitor.job.live.OutputLines.analytic;
import static io.exposuremonitor.job.live.OutputLines.lines;
import static io.exposuremonitor.job.live.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.emulators.KinesisLocal;
import io.exposuremonitor.emulators.S3Local;
import io.exposuremonitor.emulators.SqsLocal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The monitor as a user runs it, against emulated services. It is killed while the stream is
 * resharded, and must have counted every page of a scan once.
 */
@Tag("slow")
class RunEndToEndTest {
  private static final String STREAM_NAME = "trail";
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:000000000000:stream/trail";
  private static final int PAGES = 420;

  /** Pages lie far enough apart for the detector to count them one by one. */
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(4);

  private static final String BUCKET = "trail-logs";

  private static KinesisLocal kinesis;
  private static KinesisClient client;
  private static S3Local s3;
  private static SqsLocal sqs;
  private static S3Client bucket;
  private static SqsClient queue;
  private static String queueUrl;

  @TempDir private Path folder;

  @BeforeAll
  static void startEmulators() {
    assumeTrue(KinesisLocal.missing().isEmpty(), () -> KinesisLocal.missing().orElse(""));
    kinesis = KinesisLocal.start();
    s3 = S3Local.start();
    sqs = SqsLocal.start();
    client = at(kinesis.endpoint(), KinesisClient.builder()).build();
    // The emulator knows one region, and stores what the client sends in chunks as it came.
    bucket =
        at(s3.endpoint(), S3Client.builder().forcePathStyle(true))
            .region(Region.US_EAST_1)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            .build();
    queue = at(sqs.endpoint(), SqsClient.builder()).build();
    bucket.createBucket(create -> create.bucket(BUCKET));
    queueUrl = queue.createQueue(create -> create.queueName("trail-files")).queueUrl();
    client.createStream(stream -> stream.streamName(STREAM_NAME).shardCount(2));
    awaitActive();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")));
  }

  @AfterAll
  static void stopEmulators() {
    if (kinesis != null) {
      client.close();
      bucket.close();
      queue.close();
      kinesis.close();
      s3.close();
      sqs.close();
    }
  }

  @Test
  void countsEveryPageOnceWhateverHappens() throws Exception {
    Path findings = folder.resolve("findings");
    Path letters = folder.resolve("letters");
    Path config = folder.resolve("monitor.yml");
    Files.writeString(
        config,
        """
        inputs:
          trail:
            type: kinesis
            streams: [%s]
            start: horizon
            endpoint: %s
            idle-after: 30 s
          files:
            type: s3
            region: eu-west-1
            queue: %s
            visibility: 30 s
            endpoint: %s
            idle-after: 30 s
        outputs:
          findings: %s
          dead-letters: %s
        """
            .formatted(STREAM, kinesis.endpoint(), queueUrl, s3.endpoint(), findings, letters));
    Instant start = Instant.now().minus(Duration.ofDays(3));
    try (MonitorProcess monitor =
        new MonitorProcess(config, folder.resolve("state"), folder.resolve("log"))) {
      monitor.start();
      send(start, 0, 120);
      awaitCheckpoint();
      split(0);
      send(start, 120, 220);
      monitor.kill();
      send(start, 220, 260);
      monitor.start();
      merge();
      send(start, 260, 340);
      awaitCheckpoint();
      monitor.kill();
      put("poison", "{\"eventSource\":".getBytes(StandardCharsets.UTF_8));
      monitor.start();
      send(start, 340, PAGES);
      awaitEmptyQueue();
      // What happened today ends the episode of three days ago.
      List<JsonNode> closed = awaitClosed(findings, monitor);

      assertThat(monitor.stop()).as("exit code of an orderly stop").isIn(0, 143);
      assertThat(closed).hasSize(1);
      assertThat(evidence(closed.get(0)).toString()).contains("\"pages\":" + PAGES);
      assertThat(lines(findings).stream().map(line -> line.at("/metadata/uid").asText()))
          .as("no line twice")
          .doesNotHaveDuplicates();
      assertThat(lines(letters))
          .extracting(line -> line.path("reason").asText())
          .containsOnly("truncated");
      assertThat(lines(findings)).anyMatch(line -> analytic(line).equals("blindspot.gap"));
    }
  }

  /** Pages {@code from} to {@code to} of the scan, each batch in another envelope. */
  private static void send(Instant start, int from, int to) {
    int page = from;
    int envelope = 0;
    while (page < to) {
      List<String> trailRecords = new ArrayList<>();
      while (trailRecords.size() < 5 && page < to) {
        trailRecords.add(
            TrailRecords.scan(
                "page-" + page,
                "thief",
                "customers",
                start.plus(BETWEEN_PAGES.multipliedBy(page))));
        page++;
      }
      switch (envelope++ % 5) {
        case 0 -> trailRecords.forEach(text -> put(key(text), TrailRecords.raw(text)));
        case 1 -> trailRecords.forEach(text -> put(key(text), TrailRecords.eventBridge(text)));
        case 2 -> put(key(trailRecords.get(0)), TrailRecords.subscription(trailRecords));
        case 3 -> announce(TrailRecords.logFile(trailRecords));
        default -> put(key(trailRecords.get(0)), TrailRecords.aggregate(trailRecords));
      }
    }
  }

  /** Spread over the shards. */
  private static String key(String text) {
    return Integer.toHexString(text.hashCode());
  }

  private static void put(String key, byte[] data) {
    client.putRecord(
        record ->
            record.streamName(STREAM_NAME).partitionKey(key).data(SdkBytes.fromByteArray(data)));
  }

  /** A log file, announced twice, as queues do. */
  private static void announce(byte[] file) {
    String key =
        "AWSLogs/123456789012/CloudTrail/eu-west-1/2026/11/26/123456789012_CloudTrail_eu-west-1_"
            + Integer.toHexString(Arrays.hashCode(file))
            + ".json.gz";
    bucket.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(file));
    String notification =
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":"
            + "{\"name\":\""
            + BUCKET
            + "\"},\"object\":{\"key\":\""
            + key
            + "\"}}}]}";
    for (int i = 0; i < 2; i++) {
      queue.sendMessage(send -> send.queueUrl(queueUrl).messageBody(notification));
    }
  }

  private static void split(int index) {
    Shard shard = open().get(index);
    BigInteger from = new BigInteger(shard.hashKeyRange().startingHashKey());
    BigInteger to = new BigInteger(shard.hashKeyRange().endingHashKey());
    client.splitShard(
        split ->
            split
                .streamName(STREAM_NAME)
                .shardToSplit(shard.shardId())
                .newStartingHashKey(from.add(to).shiftRight(1).toString()));
    awaitActive();
  }

  private static void merge() {
    List<Shard> open = open();
    client.mergeShards(
        merge ->
            merge
                .streamName(STREAM_NAME)
                .shardToMerge(open.get(0).shardId())
                .adjacentShardToMerge(open.get(1).shardId()));
    awaitActive();
  }

  private static List<Shard> open() {
    return client
        .listShards(list -> list.streamName(STREAM_NAME).shardFilter(f -> f.type("AT_LATEST")))
        .shards()
        .stream()
        .sorted(
            Comparator.comparing(shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
        .toList();
  }

  private static void awaitActive() {
    await(
        () ->
            client
                    .describeStreamSummary(stream -> stream.streamName(STREAM_NAME))
                    .streamDescriptionSummary()
                    .streamStatus()
                == StreamStatus.ACTIVE,
        "the stream is active");
  }

  /** Messages go when a completed checkpoint holds their files. */
  private static void awaitEmptyQueue() {
    await(
        () ->
            queue
                .getQueueAttributes(
                    get ->
                        get.queueUrl(queueUrl)
                            .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals),
        "every message is deleted");
  }

  private void awaitCheckpoint() throws IOException {
    long before = checkpoints();
    await(() -> checkpoints() > before, "a checkpoint");
  }

  /** The number of the newest checkpoint of all. */
  private long checkpoints() {
    Path state = folder.resolve("state");
    if (!Files.isDirectory(state)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .mapToLong(file -> file.toFile().lastModified())
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException changing) {
      return 0;
    }
  }

  private List<JsonNode> awaitClosed(Path findings, MonitorProcess monitor) {
    Predicate<JsonNode> closed =
        line ->
            analytic(line).equals("bulk-read.table-scan") && line.path("activity_id").asInt() == 3;
    List<JsonNode> found = new ArrayList<>();
    await(
        () -> {
          assertThat(monitor.isAlive()).as("the monitor runs").isTrue();
          for (int i = 0; i < 8; i++) {
            Instant now = Instant.now();
            String id = "today-" + now.toEpochMilli() + '-' + i;
            put(id, TrailRecords.raw(TrailRecords.scan(id, "clerk", "orders", now)));
          }
          found.clear();
          lines(findings).stream().filter(closed).forEach(found::add);
          return !found.isEmpty();
        },
        "the scan's episode is over");
    return found;
  }

  private static JsonNode evidence(JsonNode line) {
    return line.path("evidences");
  }
}

package io.exposuremonitor.connectors.objects;

import static io.exposuremonitor.connectors.objects.NotificationParserTest.inEnvelope;
import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Event;
import static io.exposuremonitor.connectors.objects.NotificationParserTest.s3Events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.failure.Backoff;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole source against local S3 and SQS servers, in a mini cluster. */
@Timeout(180)
@SuppressWarnings("try") // Collected elements may be interrupted when they are closed.
class ObjectSourceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Set<Integer> FAIL_AT = ConcurrentHashMap.newKeySet();

  private static TrailServers servers;

  @BeforeAll
  static void startServers() {
    servers = TrailServers.start();
  }

  @AfterAll
  static void stopServers() {
    servers.close();
  }

  @BeforeEach
  void resetProbe() {
    SEEN.clear();
    COUNT.set(0);
    FAIL_AT.clear();
  }

  private static ObjectSourceSettings settings() {
    return ObjectSourceSettings.DEFAULT
        .receiving(
            new ObjectSourceSettings.Queue(Duration.ofSeconds(1), Duration.ofSeconds(4), 100))
        .reading(
            new ObjectSourceSettings.Reading(
                2, 1_000, new Backoff(Duration.ofMillis(5), Duration.ofMillis(50)), 3, 200));
  }

  private static StreamExecutionEnvironment job() {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    StreamExecutionEnvironment job =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    job.setParallelism(2);
    return job;
  }

  private static final class Probe implements MapFunction<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String map(String element) {
      if (FAIL_AT.remove(COUNT.incrementAndGet())) {
        throw new IllegalStateException("scripted failure");
      }
      SEEN.add(element);
      return element;
    }
  }

  @Test
  void losesNothingWhenTheJobFailsRepeatedly() throws Exception {
    String url = servers.queue("lossless");
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      String key = "live/a b+" + i + ".json.gz";
      expected.addAll(servers.put(key, 30));
      String encoded = URLEncoder.encode(key, UTF_8);
      servers.send(
          url, s3Events(s3Event("ObjectCreated:Put", encoded).replaceAll(",\"size.*?\"v1\"", "")));
    }
    List<String> listed = List.of("live/c1.json.gz", "live/c2.json.gz");
    listed.forEach(key -> expected.addAll(servers.put(key, 10)));
    servers.send(
        url,
        inEnvelope(
            "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[\"%s\",\"%s\",\"live/gone.json.gz\"]}"
                .formatted(listed.get(0), listed.get(1))));
    expected.add("gap OBJECT_MISSING s3://trail/live/gone.json.gz");
    byte[] whole =
        LineDecoder.gzip(IntStream.range(0, 999).mapToObj(i -> "half/" + i * 7919).toList());
    servers.put("live/half.json.gz", Arrays.copyOf(whole, whole.length / 2));
    servers.send(
        url,
        s3Events(
            s3Event("ObjectCreated:Put", "live/half.json.gz").replaceAll(",\"size.*?\"v1\"", "")));
    expected.add("unreadable s3://trail/live/half.json.gz");
    servers.send(url, inEnvelope("CloudTrail validation message."));
    servers.send(url, "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");
    FAIL_AT.addAll(List.of(7, 200, 201, 650, 1100));

    JobClient client =
        start(
            new ObjectSource<>(
                new LineDecoder(), settings(), servers.stores(), servers.queues(url)));
    try {
      await("all elements", () -> SEEN.containsAll(expected), () -> missing(expected));
      assertThat(FAIL_AT).as("failures that did not happen").isEmpty();
      await(
          "all messages deleted", () -> servers.left(url) == 0, () -> "left " + servers.left(url));
    } finally {
      client.cancel().get(30, TimeUnit.SECONDS);
    }
    assertThat(SEEN).contains("half/0");
    assertThat(SEEN.stream().filter(e -> !e.startsWith("half/"))).hasSameElementsAs(expected);
  }

  private static String missing(Set<String> expected) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(SEEN);
    return "missing " + missing;
  }

  @Test
  void readsRepeatedlyAnnouncedObjectOnce() throws Exception {
    String url = servers.queue("twice");
    List<String> lines = servers.put("twice/a.json.gz", 5);
    String message = "{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[\"twice/a.json.gz\"]}";
    servers.send(url, message);
    servers.send(url, message);
    JobClient client =
        start(
            new ObjectSource<>(
                new LineDecoder(), settings(), servers.stores(), servers.queues(url)));
    try {
      await(
          "all messages deleted", () -> servers.left(url) == 0, () -> "left " + servers.left(url));
      servers.send(url, message);
      await("the last one, too", () -> servers.left(url) == 0, () -> "left " + servers.left(url));
      await("all elements", () -> SEEN.containsAll(lines), () -> "only " + SEEN);
    } finally {
      client.cancel().get(30, TimeUnit.SECONDS);
    }
    assertThat(COUNT).hasValue(5);
  }

  @Test
  void leavesUnknownMessagesToTheRedrivePolicy() throws Exception {
    String url = servers.queue("odd");
    String dead = servers.queue("odd-dead");
    servers.redrive(url, dead, 2);
    servers.send(url, "who knows");
    JobClient client =
        start(
            new ObjectSource<>(
                new LineDecoder(), settings(), servers.stores(), servers.queues(url)));
    try {
      await("the dead letter", () -> servers.left(dead) == 1, () -> "left " + servers.left(url));
    } finally {
      client.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void listsTheRangeAndFinishes() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int day = 1; day <= 9; day++) {
      String key =
          "AWSLogs/1/CloudTrail/eu-west-1/2026/01/0%d/1_CloudTrail_eu-west-1_2026010%dT1200Zx.json.gz"
              .formatted(day, day);
      List<String> lines = servers.put(key, 3);
      if (day >= 4 && day < 7) {
        expected.addAll(lines);
      }
    }
    long from = Instant.parse("2026-01-04T00:00:00Z").toEpochMilli();
    long to = Instant.parse("2026-01-07T00:00:00Z").toEpochMilli();
    ObjectSource<String> source =
        new ObjectSource<>(
            new LineDecoder(),
            settings().listing(List.of(new Backfill(TrailServers.BUCKET, "AWSLogs/", from, to))),
            servers.stores(),
            null);

    List<String> read = new ArrayList<>();
    try (CloseableIterator<String> elements =
        job().fromSource(source, WatermarkStrategy.noWatermarks(), "objects").executeAndCollect()) {
      elements.forEachRemaining(read::add);
    }
    assertThat(source.getBoundedness()).isEqualTo(Boundedness.BOUNDED);
    assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Flink keeps the metrics of every split id until the task ends. */
  @Test
  void registersMetricsUnderASingleSplitId() throws Exception {
    for (int i = 0; i < 20; i++) {
      servers.put("ids/%d.json.gz".formatted(i), 3);
    }
    ObjectSource<String> source =
        new ObjectSource<>(
            new LineDecoder(),
            settings().listing(List.of(Backfill.all(TrailServers.BUCKET, "ids/"))),
            servers.stores(),
            null);
    Configuration watched = new Configuration();
    MetricOptions.forReporter(watched, "splits")
        .set(MetricOptions.REPORTER_FACTORY_CLASS, SplitIds.Factory.class.getName());

    List<String> read = new ArrayList<>();
    try (CloseableIterator<String> elements =
        StreamExecutionEnvironment.getExecutionEnvironment(watched)
            .fromSource(source, WatermarkStrategy.noWatermarks(), "objects")
            .executeAndCollect()) {
      elements.forEachRemaining(read::add);
    }
    assertThat(read).hasSize(60);
    assertThat(SplitIds.SEEN).hasSize(1);
  }

  @Test
  void failsWhenTheQueueDoesNotExist() throws Exception {
    Configuration once = new Configuration();
    once.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment job = StreamExecutionEnvironment.getExecutionEnvironment(once);
    String url = servers.queueUrl("nowhere");
    job.fromSource(
            new ObjectSource<>(
                new LineDecoder(), settings(), servers.stores(), servers.queues(url)),
            WatermarkStrategy.noWatermarks(),
            "objects")
        .sinkTo(new DiscardingSink<>());
    JobClient client = job.executeAsync();

    assertThatThrownBy(() -> client.getJobExecutionResult().get(60, TimeUnit.SECONDS))
        .hasStackTraceContaining("nowhere: ")
        .hasStackTraceContaining("QueueDoesNotExist");
  }

  @Test
  void requiresAQueueOrAListing() {
    assertThatThrownBy(
            () -> new ObjectSource<>(new LineDecoder(), settings(), servers.stores(), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JobClient start(ObjectSource<String> source) throws Exception {
    StreamExecutionEnvironment job = job();
    job.fromSource(source, WatermarkStrategy.noWatermarks(), "objects")
        .map(new Probe())
        .sinkTo(new DiscardingSink<>());
    return job.executeAsync("objects");
  }

  private static void await(String what, BooleanSupplier condition, Supplier<String> progress) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> "waiting for %s; %s".formatted(what, progress.get()))
          .isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}

package io.exposuremonitor.job.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.itemchange.ChangeHeader;
import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import io.exposuremonitor.emulators.DynamoDbLocal;
import io.exposuremonitor.job.engine.EmbeddedEngine;
import io.exposuremonitor.job.engine.StateFolder;
import io.exposuremonitor.job.intake.DecodedBatch;
import io.exposuremonitor.job.settings.InputSettings;
import io.exposuremonitor.job.settings.RunSettings;
import io.exposuremonitor.job.topology.DecoderFactory;
import io.exposuremonitor.job.topology.MonitorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Changes of several tables from DynamoDB Local to {@link ItemChange}, while the job fails. */
@Tag("slow")
class ChangeStreamsEndToEndTest {
  private static final int ITEMS = 12;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Filled by the tasks, which run in this JVM. */
  private static final List<ItemChange> SEEN = new CopyOnWriteArrayList<>();

  private static final AtomicInteger FAILURES_DUE = new AtomicInteger();

  @TempDir private Path folder;
  private DynamoDbLocal dynamoDb;
  private DynamoDbClient client;
  private int writes;

  @BeforeEach
  void start() {
    System.setProperty("aws.accessKeyId", "emulator");
    System.setProperty("aws.secretAccessKey", "emulator");
    SEEN.clear();
    dynamoDb = DynamoDbLocal.start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("emulator", "emulator")))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    dynamoDb.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void everyChangeComesInTheOrderOfItsItem() throws Exception {
    create("prod-orders");
    create("prod-customers");
    create("test-orders");
    JobClient job = startJob();
    try {
      write("prod-orders");
      write("prod-customers");
      write("test-orders");
      await(() -> distinct().size() >= writes / 3, "the first changes");
      dynamoDb.rollShards();
      FAILURES_DUE.set(1);
      write("prod-orders");
      await(() -> FAILURES_DUE.get() == 0, "the first failure");
      dynamoDb.rollShards();
      create("prod-later");
      write("prod-later");
      FAILURES_DUE.set(1);
      write("prod-customers");
      int expected = 5 * ITEMS * 3;
      await(() -> distinct().size() >= expected, "all " + expected + " changes");

      assertThat(FAILURES_DUE).as("the failures came").hasValue(0);
      assertThat(distinct()).hasSize(expected);
      assertThat(distinct().values())
          .extracting(change -> change.header().table().name())
          .containsOnly("prod-orders", "prod-customers", "prod-later");
      assertOrder();
    } finally {
      job.cancel().get(1, TimeUnit.MINUTES);
    }
  }

  private JobClient startJob() throws Exception {
    String yaml =
        """
        inputs:
          changes:
            type: dynamodb-streams
            table-prefix: prod-
            region: eu-west-1
            endpoint: %s
            start: horizon
        """
            .formatted(dynamoDb.endpoint());
    InputSettings input = RunSettings.ofFile("monitor.yml", yaml, Instant.now()).inputs().get(0);
    MonitorSettings monitor = MonitorSettings.defaults(Episodes.Reporting.LIFE_CYCLE);
    StreamExecutionEnvironment environment =
        EmbeddedEngine.live(
            2,
            folder.resolve("temporary"),
            new StateFolder(folder.resolve("state")),
            Duration.ofMillis(500));
    environment
        .fromSource(
            new LiveInputs(new DecoderFactory(monitor), "").source(input),
            WatermarkStrategy.noWatermarks(),
            "changes")
        .uid("changes")
        .map(ChangeStreamsEndToEndTest::watch, TypeInformation.of(DecodedBatch.class))
        .sinkTo(new DiscardingSink<>());
    return environment.executeAsync("changes");
  }

  private static DecodedBatch watch(DecodedBatch batch) {
    if (!batch.itemChanges().isEmpty()
        && FAILURES_DUE.getAndUpdate(due -> Math.max(0, due - 1)) > 0) {
      throw new IllegalStateException("a failure of this test");
    }
    SEEN.addAll(batch.itemChanges());
    return batch;
  }

  /** Each change once, in the order of its first arrival. */
  private static Map<String, ItemChange> distinct() {
    Map<String, ItemChange> distinct = new LinkedHashMap<>();
    SEEN.forEach(change -> distinct.putIfAbsent(change.header().eventId(), change));
    return distinct;
  }

  private static void assertOrder() {
    Map<String, List<ChangeKind>> kinds = new HashMap<>();
    for (ItemChange change : distinct().values()) {
      ChangeHeader header = change.header();
      kinds
          .computeIfAbsent(header.table().name() + change.key(), item -> new ArrayList<>())
          .add(header.kind());
    }
    List<ChangeKind> life = List.of(ChangeKind.INSERT, ChangeKind.MODIFY, ChangeKind.REMOVE);
    assertThat(kinds.values())
        .allSatisfy(
            lives -> {
              for (int i = 0; i < lives.size(); i++) {
                assertThat(lives.get(i)).isEqualTo(life.get(i % life.size()));
              }
            });
  }

  private void create(String table) {
    client.createTable(
        create ->
            create
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .streamSpecification(
                    s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }

  /** Each item is inserted, changed and removed. */
  private void write(String table) {
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("item-" + i));
      for (String note : List.of("first", "second")) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.put("note", AttributeValue.fromS(note));
        client.putItem(put -> put.tableName(table).item(item));
      }
      client.deleteItem(delete -> delete.tableName(table).key(key));
      writes += 3;
    }
  }

  private static void await(BooleanSupplier condition, String what) throws InterruptedException {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time: " + what).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}

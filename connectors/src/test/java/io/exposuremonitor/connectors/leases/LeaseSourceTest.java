package io.exposuremonitor.connectors.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.TestingReaderContext;
import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.dynamodbstreams.TableSelection;
import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.single.OnlySplit;
import io.exposuremonitor.connectors.stream.StreamMetrics;
import io.exposuremonitor.emulators.DynamoDbLocal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;

/** The source on tables of DynamoDB Local, written by the Kinesis Client Library's classes. */
class LeaseSourceTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static DynamoDbLocal local;
  private static DynamoDbClient client;

  /** Decodes readings and gaps to lines of text. */
  private static final class Lines implements LeaseDecoder<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String readings(List<LeaseReading> readings) {
      List<String> lines = new ArrayList<>();
      for (LeaseReading reading : readings) {
        for (StreamLeases stream : reading.streams()) {
          lines.add(
              "%s reads %s: %d owned, %d orphaned, %d finished"
                  .formatted(
                      reading.application(),
                      stream.stream(),
                      stream.owned(),
                      stream.orphaned(),
                      stream.finished()));
        }
      }
      return String.join("; ", lines);
    }

    @Override
    public String gap(CoverageGap gap) {
      return gap.cause() + " " + gap.source();
    }

    @Override
    public TypeInformation<String> type() {
      return Types.STRING;
    }
  }

  @BeforeAll
  static void startLocal() {
    local = DynamoDbLocal.start();
    client = new AwsClients(access(), () -> {}).blocking(DynamoDbClient.builder());
  }

  @AfterAll
  static void stopLocal() {
    client.close();
    local.close();
  }

  private static AwsAccess access() {
    return AwsAccess.emulator(local.endpoint(), "eu-west-1");
  }

  private static void create(String table) {
    DynamoDBLeaseSerializer serializer = new DynamoDBLeaseSerializer();
    client.createTable(
        request ->
            request
                .tableName(table)
                .keySchema(serializer.getKeySchema())
                .attributeDefinitions(serializer.getAttributeDefinitions())
                .billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private static void put(String table, Map<String, AttributeValue> item) {
    client.putItem(request -> request.tableName(table).item(item));
  }

  private static LeaseSource<String> source(String... tables) {
    return new LeaseSource<>(new Lines(), settings(tables));
  }

  private static LeaseSettings settings(String... tables) {
    return new LeaseSettings(
        access(),
        new TableSelection.Listed(List.of(tables)),
        "the stream",
        INTERVAL,
        Duration.ofSeconds(60),
        new LeaseSettings.Pace(1_000, 2));
  }

  @ParameterizedTest
  @EnumSource
  void readsLeasesOfEachLibraryVersion(Leases.Layout layout) throws Exception {
    String table = "leases-" + layout.name().toLowerCase(Locale.ROOT);
    create(table);
    put(table, Leases.of(layout, "shardId-000000000001", "w1", 3, "4961"));
    put(table, Leases.of(layout, "shardId-000000000002", "w1", 3, "SHARD_END"));
    put(table, Leases.of(layout, "shardId-000000000003", "w2", 3, "LATEST"));
    put(table, Leases.of(layout, "shardId-000000000004", "w2", 3, "TRIM_HORIZON"));
    put(table, Leases.of(layout, "shardId-000000000005", null, 3, "TRIM_HORIZON"));
    if (layout == Leases.Layout.SINGLE_TABLE) {
      Leases.others().forEach(item -> put(table, item));
    }

    assertThat(firstOf(source(table)))
        .isEqualTo(table + " reads the stream: 3 owned, 0 orphaned, 1 finished");
  }

  @Test
  void readsMultiStreamApplication() throws Exception {
    create("several");
    put(
        "several",
        Leases.ofStream(
            Leases.Layout.SINGLE_TABLE, "111122223333:a:15", "shardId-1", "w1", 1, "4961"));
    put(
        "several",
        Leases.ofStream(
            Leases.Layout.SINGLE_TABLE, "111122223333:b:15", "shardId-1", "w1", 1, "4961"));

    assertThat(firstOf(source("several")))
        .contains(":111122223333:stream/a: 1 owned")
        .contains(":111122223333:stream/b: 1 owned");
  }

  /** Records the emitted elements. */
  private static final class RecordedOutput implements ReaderOutput<String> {
    private final List<String> elements = new ArrayList<>();

    @Override
    public void collect(String element) {
      elements.add(element);
    }

    @Override
    public void collect(String element, long timestamp) {
      elements.add(element);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      throw new AssertionError("it says nothing of event time");
    }

    @Override
    public void markIdle() {
      throw new AssertionError("it says nothing of event time");
    }

    @Override
    public void markActive() {
      throw new AssertionError("it says nothing of event time");
    }

    @Override
    public SourceOutput<String> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {
      // There is only one split.
    }
  }

  private static String firstOf(LeaseSource<String> source) throws Exception {
    RecordedOutput output = new RecordedOutput();
    SourceReader<String, OnlySplit> reader = source.createReader(new TestingReaderContext());
    try {
      reader.start();
      reader.addSplits(List.of(OnlySplit.ALL));
      assertThat(reader.snapshotState(1)).containsExactly(OnlySplit.ALL);
      await(reader, output);
    } finally {
      reader.close();
    }
    return output.elements.get(0);
  }

  private static void await(SourceReader<String, OnlySplit> reader, RecordedOutput output)
      throws Exception {
    while (output.elements.isEmpty()) {
      reader.isAvailable().get(60, TimeUnit.SECONDS);
      reader.pollNext(output);
    }
  }

  @Test
  void emitsNothingWithoutSplit() throws Exception {
    SourceReader<String, OnlySplit> reader =
        source("nothing").createReader(new TestingReaderContext());
    reader.start();
    RecordedOutput output = new RecordedOutput();
    reader.pollNext(output);

    assertThat(reader.isAvailable()).isNotDone();
    assertThat(reader.snapshotState(1)).isEmpty();
    assertThat(output.elements).isEmpty();
    reader.close();
  }

  /** Counters and gauges by name. */
  private static final class Measured extends UnregisteredMetricsGroup {
    private final Map<String, Supplier<Number>> values = new HashMap<>();

    @Override
    public <C extends Counter> C counter(String name, C counter) {
      values.put(name, counter::getCount);
      return counter;
    }

    @Override
    public <N, G extends Gauge<N>> G gauge(String name, G gauge) {
      values.put(name, () -> (Number) gauge.getValue());
      return gauge;
    }

    long value(String name) {
      return values.get(name).get().longValue();
    }
  }

  @Test
  void emitsGapsBeforeReadingsAndCountsWhatFailed() throws Exception {
    FakeLeaseTables tables = new FakeLeaseTables();
    Map<String, AttributeValue> incomplete =
        new HashMap<>(Leases.of(Leases.Layout.SINGLE_TABLE, "s1", "w1", 3, "4961"));
    incomplete.remove("checkpoint");
    tables.put(
        "indexer",
        List.of(Leases.of(Leases.Layout.SINGLE_TABLE, "s0", "w1", 3, "4961"), incomplete));
    tables.put("secret", List.of());
    tables.fail("secret", "AccessDeniedException");
    tables.put("busy", List.of());
    tables.fail("busy", "ThrottlingException");
    Measured measured = new Measured();
    RecordedOutput output = new RecordedOutput();
    try (LeaseSourceReader<String> reader =
        new LeaseSourceReader<>(
            new Lines(),
            Duration.ofHours(1).toMillis(),
            InstantSource.system(),
            measured,
            events ->
                new LeaseTableReader(
                    tables,
                    settings("secret", "busy", "none", "indexer"),
                    InstantSource.system(),
                    new TokenBucket(100, () -> 0, nanos -> {}),
                    events))) {
      reader.addSplits(List.of(OnlySplit.ALL));
      while (output.elements.size() < 2) {
        reader.isAvailable().get(60, TimeUnit.SECONDS);
        reader.pollNext(output);
      }

      assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
      assertThat(reader.isAvailable()).as("until the next pass").isNotDone();
    }

    assertThat(output.elements)
        .containsExactly(
            "DENIED secret", "indexer reads the stream: 1 owned, 0 orphaned, 0 finished");
    assertThat(measured.value(StreamMetrics.RECORDS_IN)).isEqualTo(2);
    assertThat(measured.value(StreamMetrics.COVERAGE_GAPS)).isOne();
    assertThat(measured.value(StreamMetrics.DENIED_CALLS)).isOne();
    assertThat(measured.value(StreamMetrics.THROTTLED_READS)).isOne();
    assertThat(measured.value(LeaseMetrics.UNREADABLE_LEASES)).isOne();
    assertThat(measured.value(LeaseMetrics.MISSING_TABLES)).isOne();
    assertThat(tables.closed).isTrue();
  }

  /** Otherwise the passes would end without a word. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void failsTaskWhenReadingThreadThrows(boolean fatal) {
    try (LeaseSourceReader<String> reader =
        new LeaseSourceReader<>(
            new Lines(),
            INTERVAL.toMillis(),
            InstantSource.system(),
            new TestingReaderContext().metricGroup(),
            events ->
                new LeaseTableReader(
                    new FakeLeaseTables(),
                    settings("x"),
                    InstantSource.system(),
                    new TokenBucket(
                        0.5,
                        () -> 0,
                        nanos -> {
                          if (fatal) {
                            throw new NoClassDefFoundError("broken pause");
                          }
                          throw new IllegalStateException("broken pause");
                        }),
                    events))) {
      reader.addSplits(List.of(OnlySplit.ALL));

      assertThatThrownBy(
              () -> {
                while (true) {
                  reader.isAvailable().get(60, TimeUnit.SECONDS);
                  reader.pollNext(new RecordedOutput());
                }
              })
          .isInstanceOf(fatal ? NoClassDefFoundError.class : IllegalStateException.class)
          .hasMessage("broken pause");
    }
  }

  @Test
  void checkpointStateRoundTrips() throws Exception {
    var splits = source("x").getSplitSerializer();
    var assigned = source("x").getEnumeratorCheckpointSerializer();

    assertThat(splits.deserialize(1, splits.serialize(OnlySplit.ALL))).isEqualTo(OnlySplit.ALL);
    assertThat(assigned.deserialize(1, assigned.serialize(true))).isTrue();
  }
}

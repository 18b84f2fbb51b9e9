package io.exposuremonitor.connectors.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.inventory.InventorySettings.Endpoints;
import io.exposuremonitor.connectors.inventory.InventorySweep.Seen;
import io.exposuremonitor.connectors.single.OnlySplit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class InventorySweepTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1";
  private static final String TRAIL = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/all";
  private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/s";

  private final FakeInventory api = new FakeInventory();
  private final InventoryMetrics metrics = new InventoryMetrics(new UnregisteredMetricsGroup());
  private final List<Long> pauses = new ArrayList<>();

  private List<Seen> sweep(String prefix, boolean trails) throws InterruptedException {
    InventorySettings settings =
        new InventorySettings(
            AwsAccess.DEFAULT, Endpoints.OF_REGION, Duration.ofHours(1), 5, prefix, trails);
    PacedCalls calls = new PacedCalls(new TokenBucket(5, () -> 0, pauses::add), metrics);
    InventorySweep sweep = new InventorySweep(api, calls, settings, InstantSource.fixed(NOW));
    List<Seen> seen = new ArrayList<>();
    for (Seen each = sweep.next(); each != null; each = sweep.next()) {
      seen.add(each);
    }
    return seen;
  }

  private List<TableReport> tables() throws InterruptedException {
    return sweep("", false).stream().filter(seen -> seen.table() != null).map(Seen::table).toList();
  }

  private static TableDescription customers() {
    return TableDescription.builder()
        .tableArn(FakeInventory.ARN + "customers")
        .tableSizeBytes(5_000_000L)
        .itemCount(40_000L)
        .deletionProtectionEnabled(true)
        .billingModeSummary(mode -> mode.billingMode(BillingMode.PAY_PER_REQUEST))
        .sseDescription(sse -> sse.kmsMasterKeyArn(KEY))
        .streamSpecification(
            stream -> stream.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY))
        .replicas(
            replica -> replica.regionName("us-east-1"),
            replica -> replica.regionName("eu-west-1"),
            replica -> replica.regionName("ap-south-1"))
        .build();
  }

  @Test
  void reportsAllPropertiesOfTable() throws InterruptedException {
    api.tables.put("customers", customers());
    api.recovery.put("customers", PointInTimeRecoveryStatus.ENABLED);
    api.destinations.put("customers", List.of(STREAM + '2', STREAM));
    api.policies.put(FakeInventory.ARN + "customers", "{}");
    api.keyManagers.put(KEY, "CUSTOMER");

    assertThat(tables())
        .containsExactly(
            new TableReport(
                FakeInventory.ARN + "customers",
                NOW.toEpochMilli(),
                5_000_000,
                40_000,
                "PAY_PER_REQUEST",
                KEY,
                "CUSTOMER",
                true,
                true,
                "KEYS_ONLY",
                List.of("ap-south-1", "us-east-1"),
                "{}",
                List.of(STREAM, STREAM + '2'),
                List.of()));
  }

  @Test
  void reportsDefaultsOfPlainTable() throws InterruptedException {
    api.with("plain");

    assertThat(tables())
        .containsExactly(
            new TableReport(
                FakeInventory.ARN + "plain",
                NOW.toEpochMilli(),
                0,
                0,
                "PROVISIONED",
                "",
                "",
                false,
                false,
                "",
                List.of(),
                "",
                List.of(),
                List.of()));
  }

  @Test
  void listsAllPagesUpToTheEndOfThePrefix() throws InterruptedException {
    api.with("a1").with("a2").with("a3").with("a4").with("b1");

    assertThat(sweep("a", false)).hasSize(4);
    assertThat(api.calls).filteredOn(call -> call.startsWith("ListTables")).hasSize(3);
    assertThat(api.calls).doesNotContain("DescribeTable b1");
  }

  @Test
  void listsOnAfterPageWithoutTablesOfThePrefix() throws InterruptedException {
    api.with("a1").with("a2").with("a3").with("a4").with("b1");

    assertThat(sweep("b", false)).hasSize(1);
  }

  @Test
  void marksPropertiesAsUnknownWhenTheirCallsFail() throws InterruptedException {
    api.with("orders").with("users");
    api.refused.put("GetResourcePolicy orders", "AccessDeniedException");
    api.refused.put("DescribeContinuousBackups orders", "AccessDeniedException");
    api.refused.put("DescribeKinesisStreamingDestination orders", "InternalServerError");

    List<TableReport> seen = tables();

    assertThat(seen).hasSize(2);
    assertThat(seen.get(0).unknown())
        .containsExactly(
            "DescribeContinuousBackups",
            "DescribeKinesisStreamingDestination",
            "GetResourcePolicy");
    assertThat(seen.get(0).resourcePolicy()).isNull();
    assertThat(seen.get(0).pointInTimeRecovery()).isNull();
    assertThat(seen.get(0).destinations()).isNull();
    assertThat(seen.get(1).unknown()).isEmpty();
    assertThat(metrics.denied.getCount()).isEqualTo(2);
    assertThat(metrics.failed.getCount()).isEqualTo(1);
  }

  @Test
  void marksPropertiesAsUnknownOnIncompleteAnswersAndErrors() throws InterruptedException {
    api.with("orders").with("users");
    api.recovery.put("orders", null);
    api.broken.add("GetResourcePolicy orders");

    List<TableReport> seen = tables();

    assertThat(seen).hasSize(2);
    assertThat(seen.get(0).unknown())
        .containsExactly("DescribeContinuousBackups", "GetResourcePolicy");
    assertThat(seen.get(0).pointInTimeRecovery()).isNull();
    assertThat(seen.get(0).resourcePolicy()).isNull();
    assertThat(seen.get(1).unknown()).isEmpty();
    assertThat(metrics.failed.getCount()).isEqualTo(2);
  }

  @Test
  void skipsDeniedAndDeletedTables() throws InterruptedException {
    api.with("orders").with("users").with("zoo");
    api.refused.put("DescribeTable orders", "AccessDeniedException");
    api.refused.put("DescribeTable users", "ResourceNotFoundException");
    api.pageSize = 3;

    List<TableReport> seen = tables();

    assertThat(seen).extracting(TableReport::arn).containsExactly(FakeInventory.ARN + "zoo");
    assertThat(seen.get(0).unknown()).as("its own calls only").isEmpty();
    assertThat(metrics.denied.getCount()).isEqualTo(1);
    assertThat(metrics.failed.getCount()).isZero();
  }

  @Test
  void reportsNothingWhenListingIsDenied() throws InterruptedException {
    api.with("orders");
    api.refused.put("ListTables null", "AccessDeniedException");

    assertThat(sweep("", true)).isEmpty();
    assertThat(metrics.denied.getCount()).isEqualTo(1);
  }

  @Test
  void pacesCalls() throws InterruptedException {
    api.with("a1").with("a2").with("a3").with("a4");
    tables();

    // 5 come at once; of the other 13, each waits a fifth of a second longer than the one before.
    assertThat(api.calls).hasSize(18);
    assertThat(pauses).hasSize(13).startsWith(200_000_000L).endsWith(2_600_000_000L);
  }

  @Test
  void reportsTrailsWithTheirSelectors() throws InterruptedException {
    api.with("orders");
    api.trails.add(
        Trail.builder()
            .trailARN(TRAIL)
            .isMultiRegionTrail(true)
            .isOrganizationTrail(false)
            .build());
    api.selectors.put(
        TRAIL,
        GetEventSelectorsResponse.builder()
            .advancedEventSelectors(
                selector ->
                    selector.fieldSelectors(
                        field -> field.field("resources.type").equalsValue("AWS::DynamoDB::Table"),
                        field -> field.field("eventName").notEquals("GetRecords")))
            .eventSelectors(
                selector ->
                    selector
                        .readWriteType("All")
                        .dataResources(
                            data -> data.type("AWS::DynamoDB::Table").values("arn:aws:dynamodb")))
            .build());

    assertThat(sweep("", true).get(1).trails())
        .isEqualTo(
            new TrailReport(
                "123456789012",
                "eu-west-1",
                NOW.toEpochMilli(),
                List.of(
                    new TrailReport.Seen(
                        TRAIL,
                        true,
                        false,
                        true,
                        "{\"eventSelectors\":[{\"readWriteType\":\"All\",\"dataResources\":"
                            + "[{\"type\":\"AWS::DynamoDB::Table\",\"values\":[\"arn:aws:dynamodb\"]}]}],"
                            + "\"advancedEventSelectors\":[{\"fieldSelectors\":"
                            + "[{\"field\":\"resources.type\",\"equals\":[\"AWS::DynamoDB::Table\"]},"
                            + "{\"field\":\"eventName\",\"notEquals\":[\"GetRecords\"]}]}]}"))));
  }

  /** A report without trails would say that nothing is recorded. */
  @Test
  void reportsNoTrailsWhenListingThemIsDenied() throws InterruptedException {
    api.with("orders");
    api.refused.put("DescribeTrails ", "AccessDeniedException");

    assertThat(sweep("", true)).extracting(Seen::trails).containsExactly(null, null);
    assertThat(metrics.denied.getCount()).isEqualTo(1);
  }

  @Test
  void assumesTrailWithDeniedCallsIsLogging() throws InterruptedException {
    api.with("orders");
    api.trails.add(Trail.builder().trailARN(TRAIL).build());
    api.refused.put("GetTrailStatus all", "AccessDeniedException");
    api.refused.put("GetEventSelectors all", "AccessDeniedException");

    TrailReport trails = sweep("", true).get(1).trails();

    assertThat(trails).isNotNull();
    assertThat(trails.trails())
        .containsExactly(new TrailReport.Seen(TRAIL, false, false, true, null));
  }

  @Test
  void readerSweepsImmediatelyAndThenAtIntervals() {
    api.with("orders").with("users");
    long[] now = {0};
    InventorySettings settings =
        new InventorySettings(
            AwsAccess.DEFAULT, Endpoints.OF_REGION, Duration.ofMillis(100), 1e6, "", false);
    InventorySplitReader reader =
        new InventorySplitReader(api, settings, metrics, () -> Instant.ofEpochMilli(now[0]));
    assertThat(reader.fetch().nextSplit()).as("not assigned yet").isNull();
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(OnlySplit.ALL)));

    assertThat(reader.fetch().nextSplit()).isEqualTo(OnlySplit.ALL.splitId());
    assertThat(reader.fetch().nextSplit()).isEqualTo(OnlySplit.ALL.splitId());
    assertThat(reader.fetch().nextSplit()).as("the end of the sweep").isNull();
    assertThat(metrics.sweeps.getCount()).isEqualTo(1);
    reader.wakeUp();
    assertThat(reader.fetch().nextSplit()).as("woken before it is due").isNull();
    now[0] = 100;
    assertThat(reader.fetch().nextSplit()).isEqualTo(OnlySplit.ALL.splitId());
    reader.close();
    assertThat(api.closed).isTrue();
  }

  @Test
  void sweepsAgainWhenClockWasSetBack() {
    api.with("orders");
    long[] now = {1_000_000};
    InventorySettings settings =
        new InventorySettings(
            AwsAccess.DEFAULT, Endpoints.OF_REGION, Duration.ofMillis(100), 1e6, "", false);
    InventorySplitReader reader =
        new InventorySplitReader(api, settings, metrics, () -> Instant.ofEpochMilli(now[0]));
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(OnlySplit.ALL)));
    assertThat(seen(reader)).isOne();

    now[0] = 0;
    reader.wakeUp();
    assertThat(reader.fetch().nextSplit()).isEqualTo(OnlySplit.ALL.splitId());
    reader.close();
  }

  @Test
  void retriesIncompleteSweepSoonWithoutCountingIt() {
    api.with("a").with("b").with("c");
    api.refused.put("ListTables b", "InternalServerError");
    long[] now = {0};
    InventorySettings settings =
        new InventorySettings(
            AwsAccess.DEFAULT, Endpoints.OF_REGION, Duration.ofHours(6), 1e6, "", false);
    InventorySplitReader reader =
        new InventorySplitReader(api, settings, metrics, () -> Instant.ofEpochMilli(now[0]));
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(OnlySplit.ALL)));
    assertThat(seen(reader)).as("listed tables are described").isEqualTo(2);
    assertThat(metrics.sweeps.getCount()).isZero();
    assertThat(metrics.failed.getCount()).isOne();

    reader.wakeUp();
    assertThat(seen(reader)).as("woken before it is due").isZero();
    api.refused.clear();
    now[0] += Duration.ofMinutes(5).toMillis();
    assertThat(seen(reader)).isEqualTo(3);
    assertThat(metrics.sweeps.getCount()).isOne();
    reader.close();
  }

  @Test
  void readerReportsTablesAndTrails() {
    api.with("orders");
    InventorySplitReader reader = assigned(Duration.ofHours(1), true, new long[] {0});

    assertThat(seen(reader)).isEqualTo(2);
    reader.close();
  }

  @Test
  void readerTellsHowManyTablesItFound() {
    api.with("a").with("b").with("c");
    api.refused.put("DescribeTable b", "ResourceNotFoundException");
    List<Gauge<?>> gauges = new ArrayList<>();
    InventoryMetrics measured =
        new InventoryMetrics(
            new UnregisteredMetricsGroup() {
              @Override
              public <N, G extends Gauge<N>> G gauge(String name, G gauge) {
                gauges.add(gauge);
                return gauge;
              }
            });
    InventorySplitReader reader =
        new InventorySplitReader(
            api, settings(Duration.ofHours(1), false), measured, InstantSource.fixed(NOW));
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(OnlySplit.ALL)));
    while (measured.sweeps.getCount() == 0) {
      reader.fetch();
    }

    assertThat(gauges).singleElement().extracting(Gauge::getValue).isEqualTo(2L);
    reader.close();
  }

  /** Else the reader could not be closed before the next sweep. */
  @Test
  @Timeout(60)
  void wakeUpEndsPauseOnceOnly() throws InterruptedException {
    Duration interval = Duration.ofMillis(300);
    long[] now = {0};
    InventorySplitReader hourly = assigned(Duration.ofHours(1), false, now);
    seenAtOnce(hourly);
    Thread waiting = new Thread(hourly::fetch);
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    hourly.wakeUp();
    waiting.join();

    InventorySplitReader frequent = assigned(interval, false, now);
    seenAtOnce(frequent);
    frequent.wakeUp();
    frequent.fetch();
    long start = System.nanoTime();
    frequent.fetch();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(interval);
  }

  /** The first sweep of no tables ends with one call. */
  private static void seenAtOnce(InventorySplitReader reader) {
    assertThat(reader.fetch().nextSplit()).isNull();
  }

  private static InventorySettings settings(Duration interval, boolean trails) {
    return new InventorySettings(AwsAccess.DEFAULT, Endpoints.OF_REGION, interval, 1e6, "", trails);
  }

  private InventorySplitReader assigned(Duration interval, boolean trails, long[] now) {
    InventorySplitReader reader =
        new InventorySplitReader(
            api, settings(interval, trails), metrics, () -> Instant.ofEpochMilli(now[0]));
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(OnlySplit.ALL)));
    return reader;
  }

  private static int seen(InventorySplitReader reader) {
    int tables = 0;
    while (reader.fetch().nextSplit() != null) {
      tables++;
    }
    return tables;
  }
}

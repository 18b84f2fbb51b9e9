package io.exposuremonitor.connectors.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.inventory.InventorySettings.Endpoints;
import io.exposuremonitor.connectors.inventory.InventorySweep.Seen;
import io.exposuremonitor.emulators.AccountLocal;
import io.exposuremonitor.emulators.DynamoDbLocal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.SSEType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Makes each call through the AWS SDK against an emulated account. */
class EmulatedInventoryTest {
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-west-1";
  private static final String ORDERS =
      "arn:aws:dynamodb:" + REGION + ':' + ACCOUNT + ":table/orders";
  private static final String KEY = "arn:aws:kms:" + REGION + ':' + ACCOUNT + ":key/1";
  private static final String STREAM =
      "arn:aws:kinesis:" + REGION + ':' + ACCOUNT + ":stream/orders";
  private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

  private static DynamoDbLocal local;
  private static AccountLocal account;
  private static InventorySettings settings;
  private static AwsClients clients;
  private static DynamoDbClient tables;
  private static CloudTrailClient trails;

  @BeforeAll
  static void createTables() {
    local = DynamoDbLocal.start();
    account = AccountLocal.start(local, ACCOUNT, REGION);
    AwsAccess access = AwsAccess.emulator(account.endpoint(), REGION);
    Endpoints others = new Endpoints(account.endpoint(), account.endpoint());
    settings = new InventorySettings(access, others, Duration.ofHours(1), 1e6, "", true);
    clients = new AwsClients(access, () -> {});
    tables = clients.blocking(DynamoDbClient.builder());
    trails = clients.blockingAt(account.endpoint(), CloudTrailClient.builder());
    for (String table : List.of("customers", "orders")) {
      tables.createTable(
          request ->
              request
                  .tableName(table)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .deletionProtectionEnabled(table.equals("orders"))
                  .keySchema(key -> key.attributeName("id").keyType(KeyType.HASH))
                  .attributeDefinitions(
                      id -> id.attributeName("id").attributeType(ScalarAttributeType.S))
                  .streamSpecification(
                      stream ->
                          stream
                              .streamEnabled(true)
                              .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    }
    tables.putItem(
        request -> request.tableName("orders").item(Map.of("id", AttributeValue.fromS("1"))));
  }

  @AfterAll
  static void stop() {
    trails.close();
    tables.close();
    clients.close();
    account.close();
    local.close();
  }

  @Test
  void reportsTablesWithSizeAndStream() throws InterruptedException {
    List<TableReport> seen = tables();

    assertThat(seen).extracting(TableReport::itemCount).containsExactly(0L, 1L);
    assertThat(seen.get(1).arn()).isEqualTo(ORDERS);
    assertThat(seen.get(1).sizeBytes()).isPositive();
    assertThat(seen).extracting(TableReport::stream).containsOnly("NEW_AND_OLD_IMAGES");
    assertThat(seen).extracting(TableReport::billing).containsOnly("PAY_PER_REQUEST");
    assertThat(seen).extracting(TableReport::unknown).containsOnly(List.of());
  }

  @Test
  void reportsProtectionOfTableAndItsRemoval() throws InterruptedException {
    tables.updateContinuousBackups(
        request ->
            request
                .tableName("orders")
                .pointInTimeRecoverySpecification(on -> on.pointInTimeRecoveryEnabled(true)));
    tables.updateTable(
        request ->
            request
                .tableName("orders")
                .sseSpecification(key -> key.enabled(true).sseType(SSEType.KMS).kmsMasterKeyId(KEY))
                .replicaUpdates(to -> to.create(create -> create.regionName("us-east-1"))));
    tables.enableKinesisStreamingDestination(
        request -> request.tableName("orders").streamArn(STREAM));
    tables.putResourcePolicy(request -> request.resourceArn(ORDERS).policy(POLICY));

    TableReport bare = tables().get(0);
    TableReport orders = tables().get(1);

    assertThat(bare.pointInTimeRecovery()).isFalse();
    assertThat(bare.deletionProtection()).isFalse();
    assertThat(bare.key()).isEmpty();
    assertThat(bare.replicas()).isEmpty();
    assertThat(bare.resourcePolicy()).isEmpty();
    assertThat(bare.destinations()).isEmpty();
    assertThat(orders.pointInTimeRecovery()).isTrue();
    assertThat(orders.deletionProtection()).isTrue();
    assertThat(orders.key()).isEqualTo(KEY);
    assertThat(orders.keyManager()).isEqualTo("CUSTOMER");
    assertThat(orders.replicas()).containsExactly("us-east-1");
    assertThat(orders.resourcePolicy()).isEqualTo(POLICY);
    assertThat(orders.destinations()).containsExactly(STREAM);

    tables.updateTable(request -> request.tableName("orders").deletionProtectionEnabled(false));
    tables.deleteResourcePolicy(request -> request.resourceArn(ORDERS));
    tables.disableKinesisStreamingDestination(
        request -> request.tableName("orders").streamArn(STREAM));

    TableReport weakened = tables().get(1);

    assertThat(weakened.pointInTimeRecovery()).isTrue();
    assertThat(weakened.deletionProtection()).isFalse();
    assertThat(weakened.resourcePolicy()).isEmpty();
    assertThat(weakened.destinations()).isEmpty();
  }

  @Test
  void reportsSelectorsOfTrail() throws InterruptedException {
    trails.createTrail(create -> create.name("all").s3BucketName("logs").isMultiRegionTrail(true));
    TrailReport.Seen before = trail();
    trails.startLogging(start -> start.name("all"));
    trails.putEventSelectors(
        put ->
            put.trailName("all")
                .advancedEventSelectors(
                    items ->
                        items.fieldSelectors(
                            field -> field.field("eventCategory").equalsValue("Data"))));
    TrailReport.Seen after = trail();

    assertThat(before.logging()).isFalse();
    assertThat(before.selectors()).contains("\"readWriteType\":\"All\"");
    assertThat(after.arn()).endsWith(":trail/all");
    assertThat(after.everyRegion()).isTrue();
    assertThat(after.logging()).isTrue();
    assertThat(after.selectors()).contains("\"equals\":[\"Data\"]");
  }

  @Test
  void describingBackupsOfMissingTableFails() {
    assertThatThrownBy(
            () -> tables.describeContinuousBackups(request -> request.tableName("nothing")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private List<TableReport> tables() throws InterruptedException {
    return sweep().stream().map(Seen::table).filter(Objects::nonNull).toList();
  }

  private TrailReport.Seen trail() throws InterruptedException {
    return sweep().stream()
        .map(Seen::trails)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow()
        .trails()
        .get(0);
  }

  private List<Seen> sweep() throws InterruptedException {
    InventoryMetrics metrics = new InventoryMetrics(new UnregisteredMetricsGroup());
    List<Seen> all = new ArrayList<>();
    try (SdkInventoryApi api = new SdkInventoryApi(settings, () -> {})) {
      InventorySweep sweep =
          new InventorySweep(
              api,
              new PacedCalls(new TokenBucket(1e6, System::nanoTime, nanos -> {}), metrics),
              settings,
              InstantSource.system());
      for (Seen seen = sweep.next(); seen != null; seen = sweep.next()) {
        all.add(seen);
      }
    }
    return all;
  }
}

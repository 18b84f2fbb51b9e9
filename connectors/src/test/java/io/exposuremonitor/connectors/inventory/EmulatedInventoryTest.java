package io.exposuremonitor.connectors.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.connectors.aws.AwsAccess;
import io.exposuremonitor.connectors.aws.AwsClients;
import io.exposuremonitor.connectors.aws.TokenBucket;
import io.exposuremonitor.connectors.inventory.InventorySweep.Seen;
import io.exposuremonitor.emulators.DynamoDbLocal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Against DynamoDB Local, which knows tables, sizes and streams, and nothing of the rest. */
class EmulatedInventoryTest {
  private static DynamoDbLocal local;
  private static AwsAccess access;

  @BeforeAll
  static void makeTables() {
    local = DynamoDbLocal.start();
    access = AwsAccess.emulator(local.endpoint(), "eu-west-1");
    try (AwsClients clients = new AwsClients(access, () -> {});
        DynamoDbClient client = clients.blocking(DynamoDbClient.builder())) {
      for (String table : List.of("orders", "customers")) {
        client.createTable(
            request ->
                request
                    .tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(key -> key.attributeName("id").keyType(KeyType.HASH))
                    .attributeDefinitions(
                        id -> id.attributeName("id").attributeType(ScalarAttributeType.S))
                    .streamSpecification(
                        stream ->
                            stream
                                .streamEnabled(true)
                                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
      }
      client.putItem(
          request -> request.tableName("orders").item(Map.of("id", AttributeValue.fromS("1"))));
    }
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void seesTablesTheirSizeAndTheirStreams() throws InterruptedException {
    InventoryMetrics metrics = new InventoryMetrics(new UnregisteredMetricsGroup());
    List<TableReport> tables = new ArrayList<>();
    try (SdkInventoryApi api = new SdkInventoryApi(access, () -> {})) {
      InventorySweep sweep =
          new InventorySweep(
              api,
              new PacedCalls(new TokenBucket(1e6, System::nanoTime, nanos -> {}), metrics),
              new InventorySettings(access, Duration.ofHours(1), 1e6, "", false),
              InstantSource.system());
      for (Seen seen = sweep.next(); seen != null; seen = sweep.next()) {
        if (seen.table() != null) {
          tables.add(seen.table());
        }
      }
    }

    assertThat(tables).extracting(TableReport::arn).allMatch(arn -> arn.contains(":table/"));
    assertThat(tables).extracting(TableReport::itemCount).containsExactly(0L, 1L);
    assertThat(tables.get(1).sizeBytes()).isPositive();
    assertThat(tables).extracting(TableReport::stream).containsOnly("NEW_AND_OLD_IMAGES");
    assertThat(tables).extracting(TableReport::billing).containsOnly("PAY_PER_REQUEST");
    assertThat(tables.get(0).unknown()).contains("DescribeKinesisStreamingDestination");
  }
}

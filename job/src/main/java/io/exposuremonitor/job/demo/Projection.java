package io.exposuremonitor.job.demo;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The shop's own reader of the stream of orders, an application of the Kinesis Client Library. It
 * consists only of its trace in DynamoDB: a lease that is renewed as the library does.
 */
final class Projection {
  private static final Map<String, AttributeValue> LEASE =
      Map.of(Company.PROJECTION.partitionKey(), AttributeValue.fromS("shardId-00000001"));

  private final DynamoDbClient tables;

  Projection(DynamoDbClient tables) {
    this.tables = tables;
  }

  /** Takes or renews the lease. */
  void renew() {
    tables.updateItem(
        update ->
            update
                .tableName(Company.PROJECTION.name())
                .key(LEASE)
                .updateExpression(
                    "SET leaseOwner = :owner, #checkpoint = :checkpoint,"
                        + " checkpointSubSequenceNumber = :none, ownerSwitchesSinceCheckpoint = :none"
                        + " ADD leaseCounter :one")
                .expressionAttributeNames(Map.of("#checkpoint", "checkpoint"))
                .expressionAttributeValues(
                    Map.of(
                        ":owner", AttributeValue.fromS("orders-projection-1"),
                        ":checkpoint", AttributeValue.fromS("TRIM_HORIZON"),
                        ":none", AttributeValue.fromN("0"),
                        ":one", AttributeValue.fromN("1"))));
  }
}

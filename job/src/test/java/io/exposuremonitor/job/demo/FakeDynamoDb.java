package io.exposuremonitor.job.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.EnableKinesisStreamingDestinationRequest;
import software.amazon.awssdk.services.dynamodb.model.EnableKinesisStreamingDestinationResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;

/** The shop's tables with the operations that the demo uses: pages of 1 MB, a key for each item. */
final class FakeDynamoDb implements DynamoDbClient {
  private static final Map<String, Integer> ITEMS_IN_A_PAGE =
      Map.of(Company.CUSTOMERS.name(), 300, Company.ORDERS.name(), 1_000);

  @Override
  public ListTablesResponse listTables(ListTablesRequest request) {
    return ListTablesResponse.builder()
        .tableNames(Company.TABLES.stream().map(table -> table.name()).toList())
        .build();
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    return DescribeTableResponse.builder().build();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return GetItemResponse.builder().item(request.key()).build();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return PutItemResponse.builder().build();
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return UpdateItemResponse.builder().build();
  }

  @Override
  public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
    return ExecuteStatementResponse.builder().items(List.of()).build();
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    var table = Company.named(request.tableName());
    int segments = request.totalSegments() == null ? 1 : request.totalSegments();
    int segment = request.segment() == null ? 0 : request.segment();
    int first = table.items() * segment / segments;
    int end = table.items() * (segment + 1) / segments;
    int from =
        request.hasExclusiveStartKey()
            ? 1 + Integer.parseInt(request.exclusiveStartKey().get(table.partitionKey()).s())
            : first;
    int to = Math.min(end, from + ITEMS_IN_A_PAGE.get(table.name()));
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = from; i < to; i++) {
      items.add(
          Map.of(
              table.partitionKey(),
              AttributeValue.fromS(Integer.toString(i)),
              "amount",
              AttributeValue.fromN("1")));
    }
    ScanResponse.Builder page = ScanResponse.builder().items(items);
    if (to < end) {
      page.lastEvaluatedKey(
          Map.of(table.partitionKey(), AttributeValue.fromS(Integer.toString(to - 1))));
    }
    return page.build();
  }

  @Override
  public UpdateContinuousBackupsResponse updateContinuousBackups(
      UpdateContinuousBackupsRequest request) {
    return UpdateContinuousBackupsResponse.builder().build();
  }

  @Override
  public UpdateTableResponse updateTable(UpdateTableRequest request) {
    return UpdateTableResponse.builder().build();
  }

  @Override
  public EnableKinesisStreamingDestinationResponse enableKinesisStreamingDestination(
      EnableKinesisStreamingDestinationRequest request) {
    return EnableKinesisStreamingDestinationResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}
}

package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.simulation.Api;
import io.exposuremonitor.job.simulation.Call;
import io.exposuremonitor.job.simulation.Caller;
import io.exposuremonitor.job.simulation.JsonText;
import io.exposuremonitor.job.simulation.Table;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
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

/**
 * DynamoDB as used by one caller. Every call goes to the service and leaves the record that
 * CloudTrail would write, also if it fails. Operations that are not implemented here are not
 * supported, so that no call goes unrecorded.
 */
final class RecordedDynamoDb implements DynamoDbClient {
  private static final Pattern FROM = Pattern.compile("FROM \"([^\"]+)\"");

  private final DynamoDbClient service;
  private final Caller caller;
  private final Trail trail;
  private final Ledger ledger;

  /**
   * @param service receives the calls; not closed with this client
   */
  RecordedDynamoDb(DynamoDbClient service, Caller caller, Trail trail, Ledger ledger) {
    this.service = service;
    this.caller = caller;
    this.trail = trail;
    this.ledger = ledger;
  }

  @Override
  public ListTablesResponse listTables(ListTablesRequest request) {
    Call call =
        Call.withoutResources(
            caller, Api.inspect("ListTables"), Company.REGION, new JsonText().object().endObject());
    return recorded(call, () -> service.listTables(request));
  }

  @Override
  public DescribeTableResponse describeTable(DescribeTableRequest request) {
    Table table = Company.named(request.tableName());
    return recorded(
        onTable(Api.inspect("DescribeTable"), table, parameters(table)),
        () -> service.describeTable(request));
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    Table table = Company.named(request.tableName());
    JsonText parameters = parameters(table);
    writeKey(parameters, request.key());
    GetItemResponse response =
        recorded(onTable(Api.read("GetItem"), table, parameters), () -> service.getItem(request));
    took(table, response.hasItem() ? List.of(response.item()) : List.of());
    return response;
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    Table table = Company.named(request.tableName());
    JsonText parameters = parameters(table);
    writeKey(parameters, keyOf(table, request.item()));
    parameters.array("items");
    request.item().keySet().stream()
        .filter(name -> !name.equals(table.partitionKey()))
        .forEach(parameters::value);
    parameters.endArray();
    return recorded(
        onTable(Api.write("PutItem"), table, parameters), () -> service.putItem(request));
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    Table table = Company.named(request.tableName());
    JsonText parameters = parameters(table);
    writeKey(parameters, request.key());
    parameters.field("updateExpression", request.updateExpression());
    parameters.object("expressionAttributeNames");
    request.expressionAttributeNames().forEach(parameters::field);
    parameters.endObject();
    return recorded(
        onTable(Api.write("UpdateItem"), table, parameters), () -> service.updateItem(request));
  }

  @Override
  public ScanResponse scan(ScanRequest request) {
    Table table = Company.named(request.tableName());
    JsonText parameters = parameters(table);
    if (request.totalSegments() != null) {
      parameters.field("totalSegments", request.totalSegments());
      parameters.field("segment", request.segment());
    }
    ScanResponse response =
        recorded(onTable(Api.read("Scan"), table, parameters), () -> service.scan(request));
    took(table, response.items());
    return response;
  }

  @Override
  public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
    Table table = tableOf(request.statement());
    JsonText parameters = new JsonText().object().field("statement", request.statement());
    if (request.limit() != null) {
      parameters.field("limit", request.limit());
    }
    ExecuteStatementResponse response =
        recorded(
            onTable(Api.write("ExecuteStatement"), table, parameters),
            () -> service.executeStatement(request));
    took(table, response.items());
    return response;
  }

  @Override
  public UpdateContinuousBackupsResponse updateContinuousBackups(
      UpdateContinuousBackupsRequest request) {
    Table table = Company.named(request.tableName());
    JsonText parameters = parameters(table).object("pointInTimeRecoverySpecification");
    parameters.field(
        "pointInTimeRecoveryEnabled",
        request.pointInTimeRecoverySpecification().pointInTimeRecoveryEnabled());
    parameters.endObject();
    return recorded(
        onTable(Api.change("UpdateContinuousBackups"), table, parameters),
        () -> service.updateContinuousBackups(request));
  }

  /** Records only deletion protection, the one setting that the demo changes by this call. */
  @Override
  public UpdateTableResponse updateTable(UpdateTableRequest request) {
    Table table = Company.named(request.tableName());
    JsonText parameters =
        parameters(table).field("deletionProtectionEnabled", request.deletionProtectionEnabled());
    return recorded(
        onTable(Api.change("UpdateTable"), table, parameters), () -> service.updateTable(request));
  }

  @Override
  public EnableKinesisStreamingDestinationResponse enableKinesisStreamingDestination(
      EnableKinesisStreamingDestinationRequest request) {
    Table table = Company.named(request.tableName());
    JsonText parameters = parameters(table).field("streamArn", request.streamArn());
    JsonText response = parameters(table).field("streamArn", request.streamArn());
    response.field("destinationStatus", "ENABLING").endObject();
    return recorded(
        onTable(Api.change("EnableKinesisStreamingDestination"), table, parameters)
            .withResponse(response),
        () -> service.enableKinesisStreamingDestination(request));
  }

  @Override
  public String serviceName() {
    return service.serviceName();
  }

  /** Holds no resources of its own. */
  @Override
  public void close() {}

  private <R> R recorded(Call call, Supplier<R> request) {
    try {
      R response = request.get();
      trail.record(call);
      return response;
    } catch (DynamoDbException refused) {
      trail.record(call.failing(code(refused), String.valueOf(refused.getMessage())));
      throw refused;
    }
  }

  private static String code(DynamoDbException refused) {
    return refused.awsErrorDetails() == null
        ? "InternalServerError"
        : refused.awsErrorDetails().errorCode();
  }

  private void took(Table table, List<Map<String, AttributeValue>> items) {
    ledger.took(caller.id(), table.name(), table.partitionKey(), items);
  }

  private Call onTable(Api api, Table table, JsonText parameters) {
    return Call.onItems(caller, api, table, parameters.endObject());
  }

  private static JsonText parameters(Table table) {
    return new JsonText().object().field("tableName", table.name());
  }

  private static Map<String, AttributeValue> keyOf(Table table, Map<String, AttributeValue> item) {
    @Nullable AttributeValue key = item.get(table.partitionKey());
    return key == null ? Map.of() : Map.of(table.partitionKey(), key);
  }

  /** CloudTrail shows keys as bare values. */
  private static void writeKey(JsonText parameters, Map<String, AttributeValue> key) {
    parameters.object("key");
    key.forEach((name, value) -> parameters.field(name, value.s()));
    parameters.endObject();
  }

  private static Table tableOf(String statement) {
    Matcher from = FROM.matcher(statement);
    if (!from.find()) {
      throw new IllegalArgumentException("names no table: " + statement);
    }
    return Company.named(from.group(1));
  }
}

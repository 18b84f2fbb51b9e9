package io.exposuremonitor.connectors.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A fake of the API for one account and region, with calls that DynamoDB Local lacks. */
final class FakeInventory implements InventoryApi {
  static final String ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/";

  final Map<String, TableDescription> tables = new TreeMap<>();
  final Map<String, PointInTimeRecoveryStatus> recovery = new TreeMap<>();
  final Map<String, List<String>> destinations = new TreeMap<>();
  final Map<String, String> policies = new TreeMap<>();
  final Map<String, String> keyManagers = new TreeMap<>();
  final List<Trail> trails = new ArrayList<>();
  final Set<String> stopped = new HashSet<>();
  final Map<String, GetEventSelectorsResponse> selectors = new TreeMap<>();

  /** Error codes by call, such as {@code GetResourcePolicy orders}. */
  final Map<String, String> refused = new TreeMap<>();

  /** Calls that fail with an unexpected exception. */
  final Set<String> broken = new HashSet<>();

  final List<String> calls = new ArrayList<>();
  int pageSize = 2;
  boolean closed;

  FakeInventory with(String name) {
    tables.put(name, TableDescription.builder().tableArn(ARN + name).tableName(name).build());
    return this;
  }

  private void call(String name, String of) {
    String call = name + " " + of.substring(of.lastIndexOf('/') + 1);
    calls.add(call);
    if (broken.contains(call)) {
      throw new NullPointerException("a bug");
    }
    String code = refused.get(call);
    if (code != null) {
      throw DynamoDbException.builder()
          .statusCode(code.equals("InternalServerError") ? 500 : 400)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
          .build();
    }
  }

  @Override
  public ListTablesResponse tables(@Nullable String after) {
    call("ListTables", String.valueOf(after));
    List<String> rest =
        tables.keySet().stream().filter(n -> after == null || n.compareTo(after) > 0).toList();
    List<String> page = rest.subList(0, Math.min(pageSize, rest.size()));
    boolean more = page.size() < rest.size();
    return ListTablesResponse.builder()
        .tableNames(page)
        .lastEvaluatedTableName(more ? page.get(page.size() - 1) : null)
        .build();
  }

  @Override
  public TableDescription describe(String table) {
    call("DescribeTable", table);
    TableDescription description = tables.get(table);
    if (description == null) {
      throw ResourceNotFoundException.builder()
          .statusCode(400)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("ResourceNotFoundException").build())
          .build();
    }
    return description;
  }

  @Override
  public PointInTimeRecoveryStatus pointInTimeRecovery(String table) {
    call("DescribeContinuousBackups", table);
    return recovery.getOrDefault(table, PointInTimeRecoveryStatus.DISABLED);
  }

  @Override
  public List<String> kinesisDestinations(String table) {
    call("DescribeKinesisStreamingDestination", table);
    return destinations.getOrDefault(table, List.of());
  }

  @Override
  public String resourcePolicy(String arn) {
    call("GetResourcePolicy", arn);
    return policies.getOrDefault(arn, "");
  }

  @Override
  public String keyManager(String keyArn) {
    call("DescribeKey", keyArn);
    return keyManagers.getOrDefault(keyArn, "AWS");
  }

  @Override
  public List<Trail> trails() {
    call("DescribeTrails", "");
    return trails;
  }

  @Override
  public Boolean logging(String trailArn) {
    call("GetTrailStatus", trailArn);
    return !stopped.contains(trailArn);
  }

  @Override
  public GetEventSelectorsResponse selectors(String trailArn) {
    call("GetEventSelectors", trailArn);
    return selectors.getOrDefault(trailArn, GetEventSelectorsResponse.builder().build());
  }

  @Override
  public void close() {
    closed = true;
  }
}

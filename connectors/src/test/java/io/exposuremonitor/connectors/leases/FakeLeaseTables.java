package io.exposuremonitor.connectors.leases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Tables in memory, in pages of two, with failures on request. */
final class FakeLeaseTables implements LeaseTablesApi {
  static final String ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/";
  private static final int PAGE = 2;

  private final Map<String, List<Map<String, AttributeValue>>> items = new TreeMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, String> failures = new HashMap<>();
  int calls;
  boolean closed;

  void create(String table, String key) {
    keys.put(table, key);
    items.put(table, new ArrayList<>());
  }

  void drop(String table) {
    items.remove(table);
  }

  void put(String table, List<Map<String, AttributeValue>> leases) {
    keys.putIfAbsent(table, "leaseKey");
    items.put(table, new ArrayList<>(leases));
  }

  /** Makes calls for a table fail from now on; an empty name stands for ListTables. */
  void fail(String table, String code) {
    failures.put(table, code);
  }

  void mend() {
    failures.clear();
  }

  @Override
  public ListTablesResponse listTables(@Nullable String after) {
    check("");
    List<String> names = new ArrayList<>(items.keySet());
    int from = after == null ? 0 : names.indexOf(after) + 1;
    int to = Math.min(from + PAGE, names.size());
    return ListTablesResponse.builder()
        .tableNames(names.subList(from, to))
        .lastEvaluatedTableName(to == names.size() ? null : names.get(to - 1))
        .build();
  }

  @Override
  public TableDescription describeTable(String table) {
    check(table);
    return TableDescription.builder()
        .tableName(table)
        .tableArn(ARN + table)
        .keySchema(key -> key.attributeName(keys.get(table)).keyType(KeyType.HASH))
        .build();
  }

  @Override
  public ScanResponse scan(String table, Map<String, AttributeValue> after) {
    check(table);
    List<Map<String, AttributeValue>> all = items.getOrDefault(table, List.of());
    int from = after.isEmpty() ? 0 : Integer.parseInt(after.get("at").n());
    int to = Math.min(from + PAGE, all.size());
    return ScanResponse.builder()
        .items(all.subList(from, to))
        .lastEvaluatedKey(
            to == all.size() ? null : Map.of("at", AttributeValue.fromN(String.valueOf(to))))
        .build();
  }

  private void check(String table) {
    calls++;
    String code = failures.get(table);
    if (code == null && !table.isEmpty() && !items.containsKey(table)) {
      code = "ResourceNotFoundException";
    }
    if (code != null) {
      throw DynamoDbException.builder()
          .statusCode(400)
          .message(code)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(code).build())
          .build();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}

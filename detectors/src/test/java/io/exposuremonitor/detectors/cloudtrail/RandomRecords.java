package io.exposuremonitor.detectors.cloudtrail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Generates records that CloudTrail might write and some that it would not: fields in any order,
 * repeated or missing or of the wrong type, with escapes, white space and unknown members anywhere.
 */
final class RandomRecords {
  private static final List<String> NAMES =
      List.of(
          "Scan",
          "Query",
          "GetItem",
          "BatchGetItem",
          "TransactGetItems",
          "PutItem",
          "UpdateItem",
          "EnableKinesisStreamingDestination",
          "BatchWriteItem",
          "TransactWriteItems",
          "ExecuteStatement",
          "BatchExecuteStatement",
          "ExecuteTransaction",
          "GetRecords",
          "GetShardIterator",
          "SubscribeToShard",
          "UpdateTable",
          "ExportTableToPointInTime",
          "CreateBackup",
          "ListTables",
          "DescribeTable",
          "DescribeExport",
          "ListShards",
          "RestoreTableFromBackup",
          "RestoreTableToPointInTime",
          "StartRestoreJob",
          "PutItem",
          "UpdateItem",
          "TransactWriteItems",
          "GetObject",
          "CopyObject",
          "SelectObjectContent");
  private static final List<String> OBJECTS =
      List.of(
          "AWSDynamoDB/01693685827463-2d8752fd/data/abc.json.gz",
          "out/AWSDynamoDB/01693685827463-2d8752fd/data/abc.json.gz",
          "out/AWSDynamoDB/data/abc.json.gz",
          "AWSDynamoDB/01693685827463-2d8752fd/manifest-files.json",
          "AWSDynamoDB/data/",
          "holiday.jpg");
  private static final List<String> MESSAGES =
      List.of(
          "User: x is not authorized to perform: dynamodb:Scan on resource: " + RecordJson.TABLE,
          "not authorized on resource: " + RecordJson.TABLE + "/index/i because",
          "not authorized on resource: arn:aws:dynamodb:us-east-1:111122223333:table/* because",
          "The conditional request failed");
  private static final List<String> ERRORS =
      List.of(
          "AccessDenied",
          "AccessDeniedException",
          "ConditionalCheckFailedException",
          "TransactionCanceledException");
  private static final List<String> TABLES =
      List.of("Music", "Artists", "a.b-c_d", RecordJson.TABLE, RecordJson.TABLE + "/index/i", "");
  private static final List<String> ARNS =
      List.of(
          RecordJson.TABLE,
          RecordJson.TABLE.replace("Music", "Artists"),
          RecordJson.TABLE + "/stream/2026-03-01T04:02:47.428",
          "arn:aws:kinesis:us-east-1:111122223333:stream/changes",
          "arn:aws:kinesis:us-east-1:111122223333:stream/changes/consumer/app:17",
          "arn:aws:sts::111122223333:assumed-role/shop/web-7",
          "arn:aws:iam::111122223333:role/svc/shop",
          "arn:aws:iam::111122223333:user/Alice",
          "arn:aws:s3:::c/out/AWSDynamoDB/data/abc.json.gz",
          "arn:aws:s3:us-east-1:111122223333:accesspoint/out/AWSDynamoDB/data/abc.json.gz",
          "arn:",
          "arn:aws:dynamodb",
          "");
  private static final List<String> TYPES =
      List.of(
          "AssumedRole",
          "IAMUser",
          "Root",
          "AWSService",
          "AWSAccount",
          "FederatedUser",
          "IdentityCenterUser",
          "WebIdentityUser",
          "Directory",
          "");
  private static final List<String> VALUES =
      List.of(
          "customer-1",
          "42",
          "ünïcödé",
          "\ud83d\ude00",
          "a\"b\\c/d",
          "line\nbreak\ttab\u0001",
          "",
          "{\"not\":[\"parsed\"]}",
          "x".repeat(40),
          "111122223333",
          "*");

  private final Random random;

  private RandomRecords(long seed) {
    random = new Random(seed);
  }

  /** A generator of single records. */
  static Arbitrary<String> records() {
    return Arbitraries.longs().map(seed -> new RandomRecords(seed).record());
  }

  /** A generator of log files, arrays of records and records in a row. */
  static Arbitrary<String> files() {
    return Arbitraries.longs().map(seed -> new RandomRecords(seed).file());
  }

  private String file() {
    List<String> records = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      records.add(random.nextInt(12) == 0 ? junk(2) : record());
    }
    return switch (random.nextInt(3)) {
      case 0 -> "{" + space() + "\"Records\":" + array(records) + "}";
      case 1 -> array(records);
      default -> record() + space() + record() + "\n" + record();
    };
  }

  private String record() {
    List<String> members = new ArrayList<>();
    put(members, "eventVersion", () -> string("1.11"));
    put(members, "userIdentity", this::identity);
    put(members, "eventTime", () -> string(oneOf(List.of("2026-03-01T12:00:00Z", "2026-03-01"))));
    String source = oneOf(List.of("dynamodb", "dynamodb", "dynamodb", "kinesis", "backup", "s3"));
    put(members, "eventSource", () -> string(source + ".amazonaws.com"));
    put(members, "eventName", () -> string(oneOf(NAMES)));
    put(members, "awsRegion", () -> string("us-east-1"));
    put(members, "sourceIPAddress", () -> string("192.0.2.7"));
    put(members, "userAgent", () -> string(oneOf(List.of("Mozilla/5.0", "aws-cli/2 x", "[y]"))));
    put(members, "requestParameters", this::parameters);
    put(members, "responseElements", this::response);
    if (random.nextInt(3) == 0) {
      put(members, "errorCode", () -> string(oneOf(ERRORS)));
      put(members, "errorMessage", () -> string(oneOf(MESSAGES)));
    }
    put(members, "eventID", () -> string("id-" + random.nextInt(9)));
    put(members, "recipientAccountId", () -> string("111122223333"));
    put(members, "resources", this::resources);
    for (String rare : List.of("sharedEventID", "vpcEndpointId", "errorCode", "eventCategory")) {
      if (random.nextInt(3) == 0) {
        put(members, rare, () -> string(oneOf(List.of("x", "Data", "Insight", ""))));
      }
    }
    put(
        members,
        "vpcEndpointAccountId",
        () -> string(oneOf(List.of("111122223333", "999988887777", "x"))));
    for (int i = random.nextInt(3); i > 0; i--) {
      members.add(member(oneOf(VALUES), junk(3)));
    }
    return object(members);
  }

  private String response() {
    if (random.nextBoolean()) {
      return junk(3);
    }
    List<String> members = new ArrayList<>();
    put(members, "exportDescription", this::exportDescription);
    return object(members);
  }

  private String exportDescription() {
    List<String> members = new ArrayList<>();
    put(members, "exportArn", () -> string(RecordJson.TABLE + "/export/01693685827463-2d8752fd"));
    return object(members);
  }

  private String identity() {
    List<String> members = new ArrayList<>();
    put(members, "type", () -> string(oneOf(TYPES)));
    put(members, "principalId", () -> string("AROAEXAMPLE:" + oneOf(VALUES)));
    put(members, "arn", () -> string(oneOf(ARNS)));
    put(members, "accountId", () -> string("111122223333"));
    put(members, "accessKeyId", () -> string("ASIA" + random.nextInt(3)));
    put(members, "sessionContext", this::session);
    if (random.nextInt(4) == 0) {
      put(members, "invokedBy", () -> string("backup.amazonaws.com"));
      put(members, "onBehalfOf", () -> object(List.of(member("userId", string("u")))));
    }
    return object(members);
  }

  private String session() {
    List<String> members = new ArrayList<>();
    put(members, "sessionIssuer", () -> object(List.of(member("arn", string(oneOf(ARNS))))));
    put(members, "attributes", () -> junk(2));
    put(members, "sourceIdentity", () -> string("alice"));
    return object(members);
  }

  private String parameters() {
    List<String> members = new ArrayList<>();
    put(members, anyCase("tableName"), () -> string(oneOf(TABLES)));
    for (String name : List.of("key", "keys")) {
      put(members, anyCase(name), this::keys);
    }
    for (String name : List.of("requestItems", "transactItems", "statements")) {
      if (random.nextInt(3) == 0) {
        put(members, anyCase(name), this::items);
      }
    }
    put(members, anyCase("statement"), this::statement);
    put(members, anyCase("limit"), () -> oneOf(List.of("10", "\"20\"", "-3", "1.5", "null")));
    for (String name : List.of("exclusiveStartKey", "nextToken")) {
      if (random.nextInt(3) == 0) {
        put(members, anyCase(name), () -> oneOf(List.of("{\"a\":{\"s\":\"b\"}}", "\"t\"", "null")));
      }
    }
    put(members, anyCase("segment"), () -> String.valueOf(random.nextInt(9)));
    put(members, anyCase("shardIterator"), () -> string(oneOf(ARNS) + "|1|AAAA"));
    put(members, anyCase("streamArn"), () -> string(oneOf(ARNS)));
    put(members, anyCase("shardId"), () -> string(oneOf(VALUES)));
    put(members, anyCase("tableArn"), () -> string(oneOf(ARNS)));
    put(members, anyCase("resourceArn"), () -> string(oneOf(ARNS)));
    put(members, anyCase("streamName"), () -> string("changes"));
    for (String name : List.of("returnValues", "returnValuesOnConditionCheckFailure")) {
      if (random.nextInt(3) == 0) {
        put(
            members,
            anyCase(name),
            () -> string(oneOf(List.of("ALL_OLD", "ALL_NEW", "UPDATED_OLD", "NONE"))));
      }
    }
    for (String name : List.of("bucketName", "s3Bucket", "s3Prefix")) {
      put(members, anyCase(name), () -> string(oneOf(List.of("b", "exports/", ""))));
    }
    if (random.nextInt(3) == 0) {
      String bucket = oneOf(List.of("/b/", "p-s3alias/", "arn:aws:s3:r:1:accesspoint/p/object/"));
      put(members, anyCase("x-amz-copy-source"), () -> string(bucket + oneOf(OBJECTS)));
    }
    if (random.nextBoolean()) {
      put(members, anyCase("key"), () -> string(oneOf(OBJECTS)));
    }
    for (String name : List.of("backupArn", "recoveryPointArn", "exportArn", "sourceTableArn")) {
      put(members, anyCase(name), () -> string(oneOf(ARNS)));
    }
    for (String name : List.of("sourceTableName", "targetTableName")) {
      put(members, anyCase(name), () -> string(oneOf(TABLES)));
    }
    if (random.nextInt(3) == 0) {
      put(members, anyCase("metadata"), this::metadata);
    }
    put(members, anyCase("select"), () -> string(oneOf(List.of("COUNT", "ALL_ATTRIBUTES"))));
    members.add(member(oneOf(VALUES), junk(3)));
    return object(members);
  }

  private String statement() {
    String where =
        oneOf(List.of("", " WHERE id = '" + oneOf(VALUES) + "'", " where id in [1, '2']"));
    return string("SELECT * FROM " + oneOf(TABLES) + where);
  }

  private String metadata() {
    List<String> members = new ArrayList<>();
    for (String name : List.of("originalTableName", "targetTableName")) {
      put(members, anyCase(name), () -> string(oneOf(TABLES)));
    }
    return object(members);
  }

  private String items() {
    List<String> items = new ArrayList<>();
    boolean map = random.nextBoolean();
    for (int i = random.nextInt(4); i > 0; i--) {
      String item = random.nextInt(8) == 0 ? junk(2) : item(true);
      String value = map && random.nextBoolean() ? array(List.of(item, item(true))) : item;
      items.add(map ? member(oneOf(TABLES), value) : value);
    }
    return map ? object(items) : array(items);
  }

  private String item(boolean withOperations) {
    List<String> members = new ArrayList<>();
    put(members, anyCase("tableName"), () -> string(oneOf(TABLES)));
    put(members, anyCase(oneOf(List.of("key", "keys"))), this::keys);
    put(members, anyCase("operation"), () -> string(oneOf(List.of("Delete", "delete", "Put"))));
    put(members, anyCase("statement"), () -> string("SELECT * FROM " + oneOf(TABLES)));
    if (random.nextInt(3) == 0) {
      String name = "returnValuesOnConditionCheckFailure";
      put(members, anyCase(name), () -> string(oneOf(List.of("ALL_OLD", "NONE"))));
    }
    if (withOperations && random.nextInt(3) == 0) {
      put(members, anyCase(oneOf(List.of("get", "putRequest", "delete"))), () -> item(false));
    }
    return object(members);
  }

  private String keys() {
    if (random.nextInt(3) == 0) {
      return array(List.of(keys(), junk(1)));
    }
    List<String> attributes = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      attributes.add(member("leaseKey", string("shardId-000000000058")));
    }
    for (int i = random.nextInt(3); i >= attributes.size(); i--) {
      boolean plain = random.nextInt(4) > 0;
      attributes.add(member(oneOf(VALUES), plain ? string(oneOf(VALUES)) : junk(3)));
    }
    return object(attributes);
  }

  private String resources() {
    List<String> resources = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String arn = oneOf(List.of("ARN", "arn", "Arn", "ARNPrefix"));
      resources.add(object(List.of(member(arn, string(oneOf(ARNS))), member("type", "null"))));
    }
    return array(resources);
  }

  /**
   * Adds the field, usually once and well-formed; sometimes not at all, with the wrong type, or
   * twice.
   */
  private void put(List<String> members, String name, Supplier<String> value) {
    int luck = random.nextInt(60);
    if (luck == 0) {
      return;
    }
    if (luck == 1) {
      members.add(random.nextInt(members.size() + 1), member(name, junk(2)));
    }
    members.add(member(name, luck == 2 ? junk(2) : value.get()));
    if (luck == 3) {
      members.add(member(name, value.get()));
    }
    if (luck < 10) {
      members.add(members.remove(random.nextInt(members.size())));
    }
  }

  /** Any JSON value. */
  private String junk(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> "null";
      case 1 -> String.valueOf(random.nextBoolean());
      case 2 -> String.valueOf(random.nextInt());
      case 3 -> oneOf(List.of("-0.5e+10", "1E3", "0", "12345678901234567890"));
      case 4, 5 -> string(oneOf(VALUES));
      case 6 -> array(List.of(junk(depth - 1), junk(depth - 1)));
      default ->
          object(
              List.of(
                  member(oneOf(List.of("key", "tableName", "eventName")), junk(depth - 1)),
                  member(oneOf(VALUES), junk(depth - 1))));
    };
  }

  private String object(List<String> members) {
    return '{' + space() + String.join(space() + ',' + space(), members) + space() + '}';
  }

  private String array(List<String> elements) {
    return '[' + space() + String.join(space() + ',' + space(), elements) + space() + ']';
  }

  private String member(String name, String value) {
    return string(name) + space() + ':' + space() + value;
  }

  private String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    boolean escapeAny = random.nextInt(20) == 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (escapeAny && !Character.isSurrogate(c) && random.nextInt(4) == 0)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return json.append('"').toString();
  }

  private String anyCase(String name) {
    return switch (random.nextInt(4)) {
      case 0 -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
      case 1 -> JacksonRequestReader.lowerCase(name);
      default -> name;
    };
  }

  private String space() {
    return random.nextInt(8) == 0 ? oneOf(List.of(" ", "\n  ", "\t", "\r\n")) : "";
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}

package io.exposuremonitor.job.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** CloudTrail records with a mark in every place that may contain an item, a key or a secret. */
public final class MarkedRecords {
  /** Must not occur in any output. */
  public static final String MARK = "MARK-4711";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = "\"tableName\":\"customers\"";
  private static final String KEY = "\"key\":{\"ssn\":\"MARK-4711\",\"n\":{\"S\":\"MARK-4711\"}}";
  private static final String VALUES =
      "\"expressionAttributeValues\":{\":v\":{\"S\":\"MARK-4711\"}},"
          + "\"expected\":{\"ssn\":{\"value\":\"MARK-4711\"}},"
          + "\"scanFilter\":{\"ssn\":{\"attributeValueList\":[\"MARK-4711\"]}},"
          + "\"keyConditions\":{\"ssn\":{\"attributeValueList\":[\"MARK-4711\"]}},"
          + "\"exclusiveStartKey\":{\"ssn\":\"MARK-4711\"},"
          + "\"filterExpression\":\"ssn = :v\"";

  /** Number of repetitions of each call: enough for detectors of volume. */
  private static final int CALLS = 600;

  private MarkedRecords() {}

  /** Calls on items, by key and by PartiQL, often enough to be detected. */
  public static List<String> itemCalls() {
    List<String> records = new ArrayList<>();
    calls()
        .forEach(
            (call, parameters) -> {
              for (int i = 0; i < CALLS; i++) {
                records.add(record(call, parameters.replace("#", "" + i), i));
              }
            });
    return records;
  }

  private static Map<String, String> calls() {
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("Scan", TABLE + "," + VALUES);
    calls.put("Query", TABLE + "," + VALUES);
    for (String call : List.of("GetItem", "PutItem", "UpdateItem", "DeleteItem")) {
      calls.put(call, TABLE + "," + KEY + ",\"item\":{\"ssn\":\"MARK-4711\"}," + VALUES);
    }
    calls.put(
        "BatchGetItem",
        "\"requestItems\":{\"customers\":{\"keys\":[{\"ssn\":\"MARK-4711-#\"},"
            + "{\"ssn\":{\"S\":\"MARK-4711-#b\"}}]}}");
    calls.put(
        "BatchWriteItem",
        "\"requestItems\":{\"customers\":[{\"putRequest\":{\"item\":{\"ssn\":\"MARK-4711-#\"}}},"
            + "{\"deleteRequest\":{\"key\":{\"ssn\":\"MARK-4711-#\"}}}]}");
    calls.put("TransactGetItems", "\"transactItems\":[{\"get\":{" + TABLE + "," + KEY + "}}]");
    calls.put(
        "TransactWriteItems",
        "\"transactItems\":[{\"put\":{"
            + TABLE
            + ",\"item\":{\"ssn\":\"MARK-4711\"}}},{\"update\":{"
            + TABLE
            + ","
            + KEY
            + ","
            + VALUES
            + "}}]");
    calls.put(
        "ExecuteStatement",
        "\"statement\":\"SELECT * FROM customers WHERE name <> 'MARK-4711-#'\","
            + "\"parameters\":[{\"S\":\"MARK-4711\"}]");
    calls.put(
        "BatchExecuteStatement",
        "\"statements\":[{\"statement\":\"DELETE FROM customers WHERE ssn = 'MARK-4711-#'\","
            + "\"parameters\":[{\"S\":\"MARK-4711\"}]},{\"statement\":"
            + "\"INSERT INTO customers VALUE {'ssn': 'MARK-4711-#', 'n': <<'MARK-4711'>>}\"}]");
    calls.put(
        "ExecuteTransaction",
        "\"transactStatements\":[{\"statement\":\"UPDATE customers SET a = 'MARK-4711-#'"
            + " WHERE ssn = 'MARK-4711-#'\",\"parameters\":[\"MARK-4711\"]}]");
    return calls;
  }

  private static String record(String call, String parameters, int number) {
    return """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE",\
        "arn":"arn:aws:iam::123456789012:user/alice","accountId":"123456789012",\
        "userName":"alice"},"eventTime":"%s","eventSource":"dynamodb.amazonaws.com",\
        "eventName":"%s","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.1",\
        "userAgent":"aws-cli/2","errorMessage":"MARK-4711","requestParameters":{%s},\
        "responseElements":{"item":{"ssn":"MARK-4711"},"attributes":{"ssn":"MARK-4711"}},\
        "additionalEventData":{"note":"MARK-4711"},"eventID":"%s-%d","readOnly":false,\
        "resources":[{"accountId":"123456789012","type":"AWS::DynamoDB::Table",\
        "ARN":"arn:aws:dynamodb:eu-central-1:123456789012:table/customers"}],\
        "eventType":"AwsApiCall","managementEvent":false,"recipientAccountId":"123456789012",\
        "eventCategory":"Data"}"""
        .formatted(
            Instant.parse("2025-11-22T10:00:00Z").plusSeconds(number),
            call,
            parameters,
            call,
            number);
  }

  /** Item changes: one that can be read, and others that break at or after a value. */
  public static List<String> itemChanges() {
    String image =
        "{\"ssn\":{\"S\":\"MARK-4711\"},\"n\":{\"N\":\"MARK-4711\"},\"x\":{\"X\":\"MARK-4711\"},"
            + "\"l\":{\"L\":[{\"M\":{\"m\":{\"SS\":[\"MARK-4711\"]}}}]},\"b\":{\"B\":\"MARK-4711\"},"
            + "\"mail\":{\"S\":\"MARK-4711@example.com\"},\"config\":{\"M\":{"
            + "\"MARK-4711@example.com\":{\"S\":\"AKIAMARKABCDEFGHIJKL MARK-4711\"}}}}";
    String good =
        """
        {"awsRegion":"eu-central-1","eventID":"1","eventName":"MODIFY","userIdentity":null,\
        "recordFormat":"application/json","tableName":"customers","eventSource":"aws:dynamodb",\
        "dynamodb":{"ApproximateCreationDateTime":1763805600000,"Keys":{"ssn":{"S":"MARK-4711"}},\
        "OldImage":%s,"NewImage":%s,"SizeBytes":80}}"""
            .formatted(image, image);
    return List.of(
        good,
        good.replace("1763805600000", "\"MARK-4711\""),
        good.replace("\"MODIFY\"", "\"MARK-4711\""),
        good.replace("{\"S\":\"MARK-4711\"}", "{\"X\":\"MARK-4711\"}"),
        good.replace("\"SizeBytes\":", "MARK-4711 "),
        good.substring(0, good.lastIndexOf(MARK) + 4));
  }

  /** Reads of a table's stream, its shards and its copy in Kinesis. */
  public static List<String> streamCalls() {
    String stream = "arn:aws:dynamodb:eu-central-1:123456789012:table/customers/stream/2025";
    Map<String, String> calls = new LinkedHashMap<>();
    calls.put("GetRecords", "\"shardIterator\":\"" + stream + "|1|MARK-4711\",\"limit\":10");
    calls.put(
        "GetShardIterator", "\"streamArn\":\"" + stream + "\",\"sequenceNumber\":\"MARK-4711\"");
    calls.put("DescribeStream", "\"streamArn\":\"" + stream + "\",\"note\":\"MARK-4711\"");
    List<String> records = new ArrayList<>();
    calls.forEach((call, parameters) -> records.add(record(call, parameters, 1)));
    for (String call : List.of("PutRecord", "PutRecords", "GetRecords", "SubscribeToShard")) {
      String parameters =
          "\"streamName\":\"changes\",\"data\":\"MARK-4711\",\"partitionKey\":\"MARK-4711\","
              + "\"explicitHashKey\":\"MARK-4711\",\"shardIterator\":\"MARK-4711\","
              + "\"records\":[{\"data\":\"MARK-4711\",\"partitionKey\":\"MARK-4711\"}]";
      records.add(
          record(call, parameters, 2).replace("dynamodb.amazonaws.com", "kinesis.amazonaws.com"));
    }
    return records;
  }

  /**
   * One call that each shipped rule reports, with marks beside what the rule reads: policies,
   * filters, encryption contexts, environments, passwords, tags and answers.
   */
  public static List<String> controlPlaneCalls() throws IOException {
    List<String> records = new ArrayList<>();
    for (String rule : resource("rules/index.txt").lines().toList()) {
      if (rule.endsWith(".fixtures.yml")) {
        Load yaml = new Load(LoadSettings.builder().build());
        JsonNode fixtures = JSON.valueToTree(yaml.loadFromString(resource("rules/" + rule)));
        ObjectNode call = (ObjectNode) fixtures.get("base");
        mark(call.withObject("/requestParameters"));
        mark(call.withObject("/additionalEventData"));
        if (!call.path("responseElements").isMissingNode()) {
          mark(call.get("responseElements"));
        }
        records.add(call.toString());
      }
    }
    return records;
  }

  /** Adds marks to an object and everything in it, without changing existing members. */
  private static void mark(JsonNode node) {
    node.forEach(MarkedRecords::mark);
    if (node instanceof ObjectNode object) {
      for (String name :
          List.of("note", "description", "masterUserPassword", "inputTemplate", "clientToken")) {
        object.put(name, MARK);
      }
      object.putObject("encryptionContext").put("ssn", MARK);
      object.putObject("environment").putObject("variables").put("SECRET", MARK);
      object
          .putObject("filterCriteria")
          .putArray("filters")
          .addObject()
          .put("pattern", "{\"ssn\":[\"" + MARK + "\"]}");
      ArrayNode tags = object.putArray("tags");
      tags.addObject().put("key", "customer").put("value", MARK);
      markPolicies(object);
    }
  }

  /** Policies and pipelines are JSON inside a string. */
  private static void markPolicies(ObjectNode object) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String text = member.getValue().asText();
      if (member.getValue().isTextual() && text.startsWith("{")) {
        member.setValue(TextNode.valueOf("{\"Id\":\"" + MARK + "\"," + text.substring(1)));
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = MarkedRecords.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

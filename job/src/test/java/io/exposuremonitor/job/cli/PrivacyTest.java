package io.exposuremonitor.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marks every place of a record where an item or key value may stand, and looks for the marks. */
class PrivacyTest {
  private static final String MARK = "MARK-4711";
  private static final String TABLE = "\"tableName\":\"customers\"";
  private static final String KEY = "\"key\":{\"ssn\":\"MARK-4711\",\"n\":{\"S\":\"MARK-4711\"}}";
  private static final String VALUES =
      "\"expressionAttributeValues\":{\":v\":{\"S\":\"MARK-4711\"}},"
          + "\"expected\":{\"ssn\":{\"value\":\"MARK-4711\"}},"
          + "\"scanFilter\":{\"ssn\":{\"attributeValueList\":[\"MARK-4711\"]}},"
          + "\"keyConditions\":{\"ssn\":{\"attributeValueList\":[\"MARK-4711\"]}},"
          + "\"exclusiveStartKey\":{\"ssn\":\"MARK-4711\"},"
          + "\"filterExpression\":\"ssn = :v\"";

  /** One that can be read, and others that break at or behind a value. */
  private static final List<String> ITEM_CHANGES = itemChanges();

  /** Times each call is made: enough for what reads a lot to be noticed. */
  private static final int CALLS = 600;

  @TempDir private Path folder;

  @Test
  void tellsNoItemOrKeyValue() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    List<String> records = records();
    Files.writeString(logs.resolve("good.jsonl"), String.join("\n", records));
    Files.writeString(logs.resolve("changes.jsonl"), String.join("\n", ITEM_CHANGES));
    String file = "{\"Records\":[" + String.join(",", records.subList(0, 40)) + "]}";
    Files.writeString(logs.resolve("cut.json"), file.substring(0, file.lastIndexOf(MARK) + 4));
    Files.writeString(logs.resolve("torn.json"), file.replace("\"eventTime\":", "\"MARK-4711\" "));
    Files.writeString(logs.resolve("prose.log"), "the customer MARK-4711 is { \"MARK-4711");
    List<Path> outputs =
        List.of(
            folder.resolve("findings.jsonl"),
            folder.resolve("report.html"),
            folder.resolve("metrics.prom"));

    Ran ran =
        Ran.runAlone(
            folder,
            "replay",
            logs,
            "--findings",
            outputs.get(0),
            "--report",
            outputs.get(1),
            "--metrics",
            outputs.get(2),
            "--parallelism",
            2);

    assertThat(ran.out())
        .as(ran.err())
        .contains("1 item change of 1 table")
        .contains("customers")
        .doesNotContain(MARK);
    assertThat(ran.err()).doesNotContain(MARK);
    assertThat(Files.readString(outputs.get(0)))
        .contains(
            "bulk-read.table-scan",
            "bulk-read.partiql-dump",
            "partiql.full-scan",
            "partiql.mass-write");
    for (Path output : outputs) {
      assertThat(output).content().isNotEmpty().doesNotContain(MARK);
    }
  }

  private static List<String> itemChanges() {
    String image =
        "{\"ssn\":{\"S\":\"MARK-4711\"},\"n\":{\"N\":\"MARK-4711\"},\"x\":{\"X\":\"MARK-4711\"},"
            + "\"l\":{\"L\":[{\"M\":{\"m\":{\"SS\":[\"MARK-4711\"]}}}]},\"b\":{\"B\":\"MARK-4711\"}}";
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

  private static List<String> records() {
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
}

package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.job.element.SkippedInput;
import io.exposuremonitor.job.intake.TableChanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of table streams in files, alone and among CloudTrail's. */
class ItemChangeReplayTest {
  private static final String ORDERS = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";
  private static final String LIST_TABLES =
      """
      {"eventVersion":"1.11","eventTime":"2025-11-22T10:00:00Z","eventID":"1",\
      "eventSource":"dynamodb.amazonaws.com","eventName":"ListTables","awsRegion":"eu-central-1"}""";

  private static final String LARGE = "\\u00e9".repeat(200 * 1024);

  @TempDir private static Path folder;
  private static ReplayResult result;

  /** One run over all files, because the tables do not affect each other. */
  @BeforeAll
  static void replay() throws Exception {
    Files.writeString(
        folder.resolve("kinesis.jsonl"),
        kinesis("INSERT") + "\n" + kinesis("MODIFY") + "\n" + kinesis("REMOVE") + "\n");
    Files.writeString(
        folder.resolve("lambda.json"),
        "{\"Records\":[" + lambda("INSERT") + ",\n" + lambda("REMOVE") + "]}");
    Files.write(
        folder.resolve("printed.gz"),
        StoredRecords.gzip(
            "{\n \"Records\": [\n" + printed() + "\n],\n \"NextShardIterator\": \"AAA\"\n}\n"));
    Files.writeString(folder.resolve("array.json"), "[" + lambda("MODIFY") + "]");
    Files.writeString(folder.resolve("mixed.jsonl"), LIST_TABLES + "\n" + kinesis("INSERT") + "\n");
    Files.writeString(
        folder.resolve("large.jsonl"),
        large() + "\n" + withTable("large", kinesis("INSERT")) + "\n");
    Files.writeString(folder.resolve("torn.jsonl"), withTable("torn", damaged()));
    result = StoredRecords.replay(folder, 2);
  }

  @Test
  void countsChangesOfEveryEnvelopeByTableAndKind() throws IOException {
    assertThat(result.counts().itemChanges().byTable())
        .containsEntry("orders", new TableChanges(2, 1, 1, 0, 0, 0, 0))
        .containsEntry(ORDERS, new TableChanges(1, 1, 1, 1, 0, 0, 0))
        .containsEntry("(unknown table)", new TableChanges(1, 0, 0, 0, 1, 0, 0))
        .containsOnlyKeys("orders", ORDERS, "(unknown table)", "large", "torn");
    assertThat(result.counts().records()).isEqualTo(1);
    assertThat(metrics(result))
        .contains(
            "exposure_item_changes_total{kind=\"insert\",table=\"orders\"} 2.0",
            "exposure_item_changes_total{kind=\"remove\",table=\"" + ORDERS + "\"} 1.0",
            "exposure_expired_items_total 1.0",
            "exposure_unreadable_item_values_total 1.0");
  }

  @Test
  void readsLargestPossibleItems() {
    assertThat(large().length()).isGreaterThan(2_000_000);
    assertThat(result.counts().itemChanges().byTable())
        .containsEntry("large", new TableChanges(1, 1, 0, 0, 0, 0, 1));
  }

  @Test
  void reportsUnreadableChangesAndKeepsTheRest() {
    assertThat(result.counts().itemChanges().byTable())
        .containsEntry("torn", new TableChanges(1, 0, 1, 0, 0, 0, 0));
    assertThat(result.skipped().byReason())
        .containsEntry("not-item-change", 1L)
        .containsEntry("no-item-key", 1L)
        .containsEntry("no-event-time", 1L)
        .containsEntry("not-json", 1L)
        .containsEntry("truncated", 1L)
        .hasSize(5);
    assertThat(result.skipped().named()).allMatch(s -> s.scope() != SkippedInput.Scope.FILE);
    assertThat(result.skipped().lost()).isEqualTo(5);
  }

  private static String withTable(String table, String changes) {
    return changes.replace("\"tableName\":\"orders\"", "\"tableName\":\"" + table + '"');
  }

  private static String large() {
    String image = "{\"id\":{\"S\":\"7\"},\"large\":{\"S\":\"" + LARGE + "\"}}";
    return withTable("large", kinesis("MODIFY"))
        .replace("\"Keys\"", "\"OldImage\":" + image + ",\"NewImage\":" + image + ",\"Keys\"");
  }

  private static String damaged() {
    return String.join(
        "\n",
        kinesis("INSERT"),
        kinesis("UPSERT"),
        kinesis("INSERT").replace("{\"S\":\"7\"}", "{}"),
        kinesis("INSERT").replace("1720740233012", "\"soon\""),
        kinesis("INSERT").replace("\"Keys\"", "Keys"),
        kinesis("REMOVE"),
        kinesis("INSERT").substring(0, 100));
  }

  private static String kinesis(String kind) {
    return """
        {"awsRegion":"eu-central-1","eventID":"1","eventName":"%s","userIdentity":null,\
        "recordFormat":"application/json","tableName":"orders","dynamodb":{\
        "ApproximateCreationDateTime":1720740233012,"Keys":{"id":{"S":"7"}},"SizeBytes":40},\
        "eventSource":"aws:dynamodb"}"""
        .formatted(kind);
  }

  private static String lambda(String kind) {
    String identity =
        kind.equals("REMOVE")
            ? "\"userIdentity\":{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"},"
            : "";
    return """
        {"eventID":"2","eventName":"%s","eventVersion":"1.1","eventSource":"aws:dynamodb",%s\
        "awsRegion":"eu-central-1","dynamodb":{"ApproximateCreationDateTime":1720740233,\
        "Keys":{"id":{"S":"7"}},"SequenceNumber":"111","SizeBytes":26},\
        "eventSourceARN":"%s/stream/2025-11-22T00:00:00.000"}"""
        .formatted(kind, identity, ORDERS);
  }

  private static String printed() {
    return """
        {
          "eventID": "3",
          "eventName": "INSERT",
          "eventVersion": "1.1",
          "eventSource": "aws:dynamodb",
          "awsRegion": "eu-central-1",
          "dynamodb": {
            "ApproximateCreationDateTime": "2025-11-22T10:00:00+00:00",
            "Keys": {"id": {"S": "7"}},
            "NewImage": {"id": {"S": "7"}, "new": {"VECTOR": [1]}},
            "SequenceNumber": "111"
          }
        }""";
  }

  private static String metrics(ReplayResult result) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReplayMetrics.write(result, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}

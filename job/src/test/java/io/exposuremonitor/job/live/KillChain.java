package io.exposuremonitor.job.live;

import io.exposuremonitor.job.simulation.Api;
import io.exposuremonitor.job.simulation.Call;
import io.exposuremonitor.job.simulation.Caller;
import io.exposuremonitor.job.simulation.JsonText;
import io.exposuremonitor.job.simulation.RecordWriter;
import io.exposuremonitor.job.simulation.Table;
import io.exposuremonitor.job.simulation.UserAgents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * CloudTrail's records of a theft three days ago. The thief enumerates tables, widens its access,
 * looks into tables, copies one in four parallel segments, has AWS copy it too, and narrows the
 * logs. Each step starts when the previous one has ended. Used by one thread at a time.
 */
final class KillChain {
  /**
   * The expected detections. Enumeration is not among them, because it can't be known what was new
   * to an actor before the monitor began to observe.
   */
  static final List<String> DETECTIONS =
      List.of(
          "access.iam-wildcard",
          "partiql.full-scan",
          "bulk-read.table-scan",
          "export.to-unapproved-destination",
          "blindspot.logging-stopped");

  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-west-1";
  private static final int SEGMENTS = 4;
  private static final int TABLES = 24;
  private static final Caller THIEF =
      Caller.role(Caller.Kind.USER, ACCOUNT, "contractor-sam.example", 1, UserAgents.CLI);

  /** The stolen table. */
  private static final Table LOOT = table("customers");

  private final RecordWriter writer = new RecordWriter(new SplittableRandom(7));
  private final List<String> pending = new ArrayList<>();
  private Instant now = Instant.now().minus(Duration.ofDays(3));

  /** The monitor's policy as YAML. */
  static String policy() {
    return """
        version: 1
        own:
          accounts: ["111122223333"]
          regions: [%s]
        approved:
          exportBuckets: ["our-exports"]
        tables:
          - {match: customers, sensitivity: confidential, size: 400 MB}
        """
        .formatted(REGION);
  }

  /** Lists the tables and describes each. */
  List<String> enumerateTables() {
    call(
        Call.withoutResources(
            THIEF, Api.inspect("ListTables"), REGION, new JsonText().object().endObject()));
    for (int i = 0; i < TABLES; i++) {
      Table table = i == 0 ? LOOT : table("table-" + i);
      for (String look : List.of("DescribeTable", "DescribeContinuousBackups")) {
        call(Call.onItems(THIEF, Api.inspect(look), table, naming(table).endObject()));
      }
    }
    return finishStep();
  }

  /** Grants itself all actions of DynamoDB. */
  List<String> widenAccess() {
    JsonText parameters = new JsonText().object().field("userName", THIEF.name());
    parameters.field("policyName", "all-tables");
    parameters
        .field(
            "policyDocument",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                + "\"dynamodb:*\",\"Resource\":\"*\"}]}")
        .endObject();
    call(
        Call.withoutResources(
            THIEF, Api.management("iam", "PutUserPolicy", false), REGION, parameters));
    return finishStep();
  }

  /** Looks into two tables by PartiQL. */
  List<String> inspectTables() {
    for (Table table : List.of(LOOT, table("table-1"))) {
      JsonText parameters = new JsonText().object();
      parameters.field("statement", "SELECT * FROM \"" + table.name() + '"').field("limit", 5);
      call(Call.onItems(THIEF, Api.write("ExecuteStatement"), table, parameters.endObject()));
    }
    return finishStep();
  }

  /**
   * Reads pages of each segment.
   *
   * @param rounds number of pages of each segment
   */
  List<String> scan(int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (int segment = 0; segment < SEGMENTS; segment++) {
        JsonText parameters = naming(LOOT).field("segment", segment);
        parameters.field("totalSegments", SEGMENTS).endObject();
        call(Call.onItems(THIEF, Api.read("Scan"), LOOT, parameters));
      }
    }
    return finishStep();
  }

  /** Exports the table to a bucket of another account. */
  List<String> exportTable() {
    JsonText parameters = new JsonText().object().field("tableArn", LOOT.arn());
    parameters.field("s3Bucket", "amzn-s3-demo-destination-bucket");
    parameters.field("s3BucketOwner", "444455556666").field("exportFormat", "DYNAMODB_JSON");
    parameters.field("exportType", "FULL_EXPORT").endObject();
    call(Call.onItems(THIEF, Api.change("ExportTableToPointInTime"), LOOT, parameters));
    return finishStep();
  }

  /** Changes the trail's selectors so that calls on items are no longer recorded. */
  List<String> narrowLogs() {
    JsonText parameters = new JsonText().object();
    parameters.field(
        "trailName", "arn:aws:cloudtrail:" + REGION + ':' + ACCOUNT + ":trail/company");
    parameters.array("advancedEventSelectors").object().field("name", "Management only");
    parameters.array("fieldSelectors").object().field("field", "eventCategory");
    parameters.array("equals").value("Management").endArray().endObject();
    parameters.endArray().endObject().endArray().endObject();
    call(
        Call.withoutResources(
            THIEF, Api.management("cloudtrail", "PutEventSelectors", false), REGION, parameters));
    return finishStep();
  }

  private void call(Call call) {
    now = now.plusSeconds(1);
    pending.add(new String(writer.write(call, now.toEpochMilli()).json(), StandardCharsets.UTF_8));
  }

  private List<String> finishStep() {
    now = now.plus(Duration.ofMinutes(5));
    List<String> trailRecords = List.copyOf(pending);
    pending.clear();
    return trailRecords;
  }

  private static JsonText naming(Table table) {
    return new JsonText().object().field("tableName", table.name());
  }

  private static Table table(String name) {
    return new Table(ACCOUNT, REGION, name, "id", "", List.of(), 1_000, false);
  }
}

package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.operator.MonitorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten days of logs with routine copies of tables and readers of streams, then unusual ones, a
 * touched decoy, a table that CloudTrail never recorded, and one that a trail no longer records.
 */
class CopiesAndDecoysReplayTest {
  private static final Instant START = Instant.parse("2025-11-10T01:00:00Z");
  private static final String MARK = "C-mark-4711";
  private static final String POLICY =
      """
      version: 1
      own: {accounts: ["123456789012"]}
      approved: {exportBuckets: ["lake"]}
      decoys:
        keys: [{table: customers, partition: customerId=%s}]
      """
          .formatted(MARK);

  private static final String STREAM = table("orders") + "/stream/2025-11-01T00:00:00.000";
  private static final String KINESIS = "arn:aws:kinesis:eu-central-1:123456789012:stream/changes";

  @TempDir private Path folder;

  @Test
  void reportsUnusualCopiesAndReadersWithoutKeyValues() throws Exception {
    List<String> records = new ArrayList<>();
    for (int day = 0; day < 10; day++) {
      records.add(export("Lake", "orders", START.plus(Duration.ofDays(day))));
      records.add(backup("Nightly", "orders", START.plus(Duration.ofDays(day))));
      records.add(read("Indexer", START.plus(Duration.ofDays(day))));
      records.add(read("Projection", START.plus(Duration.ofDays(day))));
      records.add(lease("Indexer", "indexer", START.plus(Duration.ofDays(day))));
    }
    Instant night = START.plus(Duration.ofDays(9));
    records.add(
        record(
            "Intern",
            "dynamodb",
            "UpdateContinuousBackups",
            night.plusSeconds(60),
            "\"tableName\":\"carts\",\"pointInTimeRecoverySpecification\":"
                + "{\"pointInTimeRecoveryEnabled\":true}"));
    records.add(export("Intern", "carts", night.plusSeconds(600)));
    records.add(
        record(
            "Nightly",
            "backup",
            "StartBackupJob",
            night.plusSeconds(900),
            "\"backupVaultName\":\"Default\",\"resourceArn\":\"" + table("carts") + '"'));
    records.add(
        record(
            "Web",
            "dynamodb",
            "GetItem",
            night.plusSeconds(901),
            "\"tableName\":\"customers\",\"key\":{\"customerId\":\"" + MARK + "\"}"));
    records.add(read("Intern", night.plusSeconds(300)));
    records.add(open("Intern", night.plusSeconds(290)));
    records.add(lease("Intern", "mirror", night.plusSeconds(280)));
    records.add(
        record(
            "Nightly",
            "dynamodb",
            "EnableKinesisStreamingDestination",
            night.plusSeconds(100),
            "\"tableName\":\"orders\",\"streamArn\":\"" + KINESIS + '"'));
    records.add(
        record(
            "Intern",
            "kinesis",
            "SubscribeToShard",
            night.plusSeconds(200),
            "\"consumerARN\":\""
                + KINESIS
                + "/consumer/x:1\",\"shardId\":\"shardId-000000000000\""));
    for (int hour = 0; hour < 30; hour++) {
      Instant time = night.minus(Duration.ofHours(30 - hour));
      records.add(
          record(
              "Web",
              "dynamodb",
              "GetItem",
              time,
              "\"tableName\":\"orders\",\"key\":{\"id\":\"7\"}"));
      records.add(change("quiet", time.plusSeconds(9)));
    }
    records.add(
        record(
            "Intern",
            "cloudtrail",
            "PutEventSelectors",
            night.plus(Duration.ofHours(2)),
            "\"trailName\":\"all\",\"advancedEventSelectors\":[{\"fieldSelectors\":["
                + "{\"field\":\"eventCategory\",\"equals\":[\"Management\"]}]},{\"fieldSelectors\":["
                + "{\"field\":\"resources.type\",\"equals\":[\"AWS::DynamoDB::Table\"]},"
                + "{\"field\":\"resources.ARN\",\"notEquals\":[\""
                + table("customers")
                + "\"]}]}]"));
    Collections.shuffle(records, new Random(5));
    Files.write(folder.resolve("one.jsonl"), records);
    Files.write(folder.resolve("again.jsonl"), records.subList(0, 9));

    MonitorSettings settings =
        new MonitorSettings(
            new TextFile("policy.yml", POLICY),
            List.of(),
            List.of(),
            Episodes.Reporting.FINAL,
            List.of());
    ReplayResult result = new Replay(settings, 2, (done, total, read) -> {}).run(List.of(folder));

    assertThat(result.findings())
        .extracting(CopiesAndDecoysReplayTest::line)
        .containsExactlyInAnyOrder(
            "export.by-unusual-actor HIGH role/Intern table/carts",
            "export.prepared HIGH role/Intern table/carts",
            "backup.created-by-unusual-actor LOW role/Nightly table/carts",
            "decoy.touched CRITICAL role/Web table/customers",
            "consumer.kinesis-destination HIGH role/Nightly table/orders",
            "consumer.new-stream-reader HIGH role/Intern 00.000",
            "consumer.too-many-readers MEDIUM 123456789012 00.000",
            "consumer.new-kinesis-reader HIGH role/Intern stream/changes",
            "consumer.kcl-application MEDIUM role/Intern table/mirror",
            "blindspot.table-not-covered MEDIUM 123456789012 table/quiet",
            "blindspot.logging-stopped HIGH role/Intern trail/all",
            "blindspot.table-not-covered MEDIUM role/Intern table/customers");
    assertThat(result.findings().toString()).doesNotContain(MARK);
  }

  private static String line(Finding finding) {
    return finding.analytic().id()
        + ' '
        + finding.level()
        + ' '
        + finding.actor().id().replaceAll(".*:", "")
        + ' '
        + finding.resource().replaceAll(".*:", "");
  }

  private static String table(String name) {
    return "arn:aws:dynamodb:eu-central-1:123456789012:table/" + name;
  }

  private static String change(String table, Instant time) {
    return """
        {"eventID":"%2$s","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb",\
        "awsRegion":"eu-central-1","dynamodb":{"ApproximateCreationDateTime":%2$s,\
        "Keys":{"id":{"S":"7"}},"SequenceNumber":"%2$s","SizeBytes":26},\
        "eventSourceARN":"%1$s/stream/2025-11-22T00:00:00.000"}"""
        .formatted(table(table), time.getEpochSecond());
  }

  private static String export(String role, String table, Instant time) {
    String parameters =
        "\"tableArn\":\""
            + table(table)
            + "\",\"s3Bucket\":\"lake\",\"exportType\":\"FULL_EXPORT\"";
    return record(role, "dynamodb", "ExportTableToPointInTime", time, parameters);
  }

  private static String read(String role, Instant time) {
    return record(
        role, "dynamodb", "GetRecords", time, "\"shardIterator\":\"" + STREAM + "|1|AAAA\"");
  }

  private static String open(String role, Instant time) {
    String parameters = "\"streamArn\":\"" + STREAM + "\",\"shardId\":\"shardId-1\"";
    return record(role, "dynamodb", "GetShardIterator", time, parameters);
  }

  private static String lease(String role, String table, Instant time) {
    String parameters =
        "\"tableName\":\"" + table + "\",\"key\":{\"leaseKey\":\"shardId-000000000058\"}";
    return record(role, "dynamodb", "UpdateItem", time, parameters);
  }

  private static String backup(String role, String table, Instant time) {
    String parameters = "\"tableName\":\"" + table + "\",\"backupName\":\"nightly\"";
    return record(role, "dynamodb", "CreateBackup", time, parameters);
  }

  private static String record(
      String role, String service, String name, Instant time, String parameters) {
    return ("{'eventVersion':'1.11','userIdentity':{'type':'AssumedRole','principalId':'AROA:s',"
                + "'arn':'arn:aws:sts::123456789012:assumed-role/%1$s/s',"
                + "'accountId':'123456789012','sessionContext':{'sessionIssuer':{'type':'Role',"
                + "'arn':'arn:aws:iam::123456789012:role/%1$s','accountId':'123456789012'}}},"
                + "'eventTime':'%4$s','eventSource':'%2$s.amazonaws.com','eventName':'%3$s',"
                + "'awsRegion':'eu-central-1','sourceIPAddress':'192.0.2.7','userAgent':'aws-cli/2',"
                + "'eventID':'%3$s-%1$s-%4$s','recipientAccountId':'123456789012',"
                + "'requestParameters':{")
            .replace('\'', '"')
            .formatted(role, service, name, time)
        + parameters
        + "}}";
  }
}

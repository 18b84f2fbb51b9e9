package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content and deletions of tables: from files of stream records to findings and metrics. */
class TableContentsReplayTest {
  private static final Instant START = Instant.parse("2025-11-10T00:00:00Z");
  private static final String MARK = "mark-4711";
  private static final String TABLE = "arn:aws:dynamodb:eu-central-1:123456789012:table/customers";

  @TempDir private Path folder;

  @Test
  void reportsNewClassesSecretsAndDeletionsWithoutValues() throws Exception {
    List<String> records = new ArrayList<>();
    for (int day = 0; day < 10; day++) {
      for (int i = 0; i < 40; i++) {
        String email = "\"email\":{\"S\":\"%s-%d@example.com\"}".formatted(MARK, i);
        records.add(record("INSERT", day * 1_000 + i, day, i, "NewImage", email));
      }
    }
    for (int i = 0; i < 40; i++) {
      String card = "\"note\":{\"S\":\"" + MARK + " pays with 4111 1111 1111 1111\"}";
      records.add(record("INSERT", 50_000 + i, 10, i, "NewImage", card));
    }
    String key = "\"config\":{\"M\":{\"" + MARK + "\":{\"S\":\"AKIAMARK4711MARK4711\"}}}";
    records.add(
        record("INSERT", 60_000, 10, 50, "NewImage", key.replace("4711MARK4711", "ABCDEFGHIJKL")));
    for (int i = 0; i < 1_500; i++) {
      records.add(record("REMOVE", 70_000 + i, 11, i % 100, "OldImage", "\"x\":{\"N\":\"1\"}"));
    }
    Collections.shuffle(records, new Random(7));
    Files.write(folder.resolve("one.jsonl"), records.subList(0, 900));
    Files.write(folder.resolve("two.jsonl"), records.subList(900, records.size()));
    Files.write(folder.resolve("again.jsonl"), records.subList(300, 700));

    ReplayResult result = StoredRecords.replay(folder, 2);

    assertThat(result.findings())
        .extracting(finding -> finding.analytic().id())
        .containsExactlyInAnyOrder(
            "sensitive-data.new-class", "sensitive-data.secret", "destruction.mass-delete");
    assertThat(finding(result, "sensitive-data.new-class").message())
        .startsWith("`customers` starts to hold payment card numbers: ")
        .endsWith(" items written within 24 hours, in `note`");
    assertThat(finding(result, "sensitive-data.secret").message())
        .isEqualTo("AWS access keys written into `customers`, in `config`");
    assertThat(finding(result, "destruction.mass-delete").level()).isEqualTo(Level.HIGH);
    ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    ReplayMetrics.write(result, metrics);
    String text = metrics.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains(
            "exposure_sensitivity_share{class=\"email-address\",table=\"customers\"} 1.0",
            "exposure_sensitivity_tables_left_out 0.0");
    String everything =
        result.findings().stream().map(Finding::toString).collect(Collectors.joining()) + text;
    assertThat(everything).doesNotContainIgnoringCase(MARK).doesNotContain("4111");
  }

  @Test
  void sensitiveContentRaisesLevelOfReads() throws Exception {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String item =
          "\"card\":{\"S\":\"4111111111111111\"},\"email\":{\"S\":\"" + MARK + "@example.com\"}";
      records.add(
          record("INSERT", i, 0, i, "NewImage", item)
              .replace(
                  "\"eventSource\"",
                  "\"eventSourceARN\":\"" + TABLE + "/stream/1\",\"eventSource\""));
    }
    for (int i = 0; i < 400; i++) {
      records.add(scan(i));
    }
    Collections.shuffle(records, new Random(3));
    Files.write(folder.resolve("one.jsonl"), records.subList(0, 200));
    Files.write(folder.resolve("two.jsonl"), records.subList(200, records.size()));

    Finding scan = finding(StoredRecords.replay(folder, 2), "bulk-read.table-scan");

    assertThat(scan.level()).isEqualTo(Level.CRITICAL);
    assertThat(scan.message())
        .contains(" of `customers`, holding e-mail addresses and payment card numbers, read in ");
    assertThat(scan.evidence().facts())
        .containsEntry("table_holds", "email-address, payment-card")
        .containsEntry("level_before", "high");
    assertThat(scan.toString()).doesNotContain(MARK).doesNotContain("4111");
  }

  private static String scan(int number) {
    return """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE",\
        "arn":"arn:aws:iam::123456789012:user/alice","accountId":"123456789012",\
        "userName":"alice"},"eventTime":"%s","eventSource":"dynamodb.amazonaws.com",\
        "eventName":"Scan","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.1",\
        "userAgent":"aws-cli/2","requestParameters":{"tableName":"customers"},\
        "responseElements":null,"eventID":"scan-%d","readOnly":true,\
        "resources":[{"accountId":"123456789012","type":"AWS::DynamoDB::Table","ARN":"%s"}],\
        "eventType":"AwsApiCall","managementEvent":false,"recipientAccountId":"123456789012",\
        "eventCategory":"Data"}"""
        .formatted(START.plusSeconds(7_200 + number), number, TABLE);
  }

  private static Finding finding(ReplayResult result, String id) {
    return result.findings().stream()
        .filter(finding -> finding.analytic().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String record(
      String kind, int key, int day, int second, String image, String attributes) {
    long time = START.plusSeconds(day * 86_400L + 3_600 + second).toEpochMilli();
    return """
        {"awsRegion":"eu-central-1","eventID":"%d","eventName":"%s","userIdentity":null,\
        "recordFormat":"application/json","tableName":"customers","dynamodb":{\
        "ApproximateCreationDateTime":%d,"Keys":{"id":{"S":"k%d"}},"%s":{"id":{"S":"k%d"},%s},\
        "SizeBytes":40},"eventSource":"aws:dynamodb"}"""
        .formatted(key, kind, time, key, image, key, attributes);
  }
}

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

/** What tables hold and lose, from their streams in files to findings and metrics. */
class TableContentsReplayTest {
  private static final Instant START = Instant.parse("2025-11-10T00:00:00Z");
  private static final String MARK = "mark-4711";

  @TempDir private Path folder;

  @Test
  void tellsOfNewClassesCredentialsAndDeletionsInAnyOrderAndOfNoValue() throws Exception {
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

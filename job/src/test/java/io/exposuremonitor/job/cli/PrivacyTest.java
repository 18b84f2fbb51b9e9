package io.exposuremonitor.job.cli;

import static io.exposuremonitor.job.intake.MarkedRecords.MARK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.exposuremonitor.job.intake.MarkedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marks every place of a record that may contain an item, a key or a secret, and searches the
 * outputs for the marks.
 */
class PrivacyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void printsNoItemOrKeyValueAndExitsWithOneOnLostInput() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    List<String> records = new ArrayList<>(MarkedRecords.itemCalls());
    records.addAll(MarkedRecords.streamCalls());
    List<String> controlPlane = MarkedRecords.controlPlaneCalls();
    records.addAll(controlPlane);
    Files.writeString(logs.resolve("good.jsonl"), String.join("\n", records));
    Files.writeString(
        logs.resolve("changes.jsonl"), String.join("\n", MarkedRecords.itemChanges()));
    String file = "{\"Records\":[" + String.join(",", records.subList(0, 40)) + "]}";
    Files.writeString(logs.resolve("cut.json"), file.substring(0, file.lastIndexOf(MARK) + 4));
    Files.writeString(logs.resolve("torn.json"), file.replace("\"eventTime\":", "\"MARK-4711\" "));
    Files.writeString(logs.resolve("prose.log"), "the customer MARK-4711 is { \"MARK-4711");
    Path policy = folder.resolve("policy.yml");
    Files.writeString(
        policy,
        """
        version: 1
        approved:
          exportBuckets: [analytics-exports]
          functions: [search-indexer]
          fanOutConsumers: [billing-audit]
        decoys:
          tables: [customers-full-backup]
        """);
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
            "--policy",
            policy,
            "--findings",
            outputs.get(0),
            "--report",
            outputs.get(1),
            "--metrics",
            outputs.get(2),
            "--parallelism",
            2);

    assertThat(ran.code()).as("some input is lost: %s", ran.err()).isEqualTo(1);
    assertThat(ran.out()).contains("customers", "cut.json").doesNotContain(MARK);
    assertThat(ran.err()).doesNotContain(MARK);
    assertThat(Files.readString(outputs.get(0)))
        .contains(
            "bulk-read.table-scan",
            "bulk-read.partiql-dump",
            "partiql.full-scan",
            "partiql.mass-write");
    assertThat(reported(outputs.get(0)))
        .containsAll(controlPlane.stream().map(PrivacyTest::eventId).toList());
    for (Path output : outputs) {
      assertThat(output).content().isNotEmpty().doesNotContain(MARK);
    }
  }

  private static String eventId(String record) {
    try {
      return JSON.readTree(record).get("eventID").asText();
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(record, impossible);
    }
  }

  private static Set<String> reported(Path findings) throws IOException {
    Set<String> ids = new TreeSet<>();
    for (String line : Files.readAllLines(findings)) {
      JSON.readTree(line).at("/evidences/0/data/event_ids").forEach(id -> ids.add(id.asText()));
    }
    return ids;
  }
}

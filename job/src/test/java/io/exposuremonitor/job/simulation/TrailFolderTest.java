package io.exposuremonitor.job.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailFolderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);
  private static final ProductionDay DAY =
      ProductionDay.of(5, 6_000, Instant.parse("2025-11-22T00:00:00Z"))
          .with(Set.of(Attack.SLOW_SCAN));

  @TempDir static Path root;
  private static TrailFolder.Written written;

  @BeforeAll
  static void write() throws IOException {
    written = TrailFolder.write(DAY, root, records -> {});
  }

  @Test
  void usesFolderLayoutOfATrail() throws IOException {
    assertThat(files())
        .hasSize((int) written.files())
        .allSatisfy(
            file ->
                assertThat(root.relativize(file).toString())
                    .matches(
                        "AWSLogs/(\\d{12})/CloudTrail/([a-z0-9-]+)/2025/11/2[23]/"
                            + "\\1_CloudTrail_\\2_2025112[23]T\\d\\d\\d[05]Z_[A-Z2-7]{16}\\.json\\.gz"));
  }

  @Test
  void deliversEveryRecordWithinFifteenMinutes() throws IOException {
    for (Path file : files()) {
      String stamp = file.getFileName().toString().split("_", -1)[3];
      Instant delivered = STAMP.parse(stamp, Instant::from);
      for (JsonNode record : recordsOf(file)) {
        Instant time = Instant.parse(record.get("eventTime").textValue());
        assertThat(Duration.between(time, delivered))
            .isBetween(Duration.ZERO, Duration.ofMinutes(15));
      }
    }
  }

  @Test
  void eachFileHoldsRecordsOfOneAccountAndRegion() throws IOException {
    for (Path file : files()) {
      String[] name = file.getFileName().toString().split("_", -1);
      for (JsonNode record : recordsOf(file)) {
        assertThat(record.get("recipientAccountId").textValue()).isEqualTo(name[0]);
        assertThat(record.get("awsRegion").textValue()).isEqualTo(name[2]);
      }
    }
  }

  @Test
  void doesNotSortRecordsWithinFiles() throws IOException {
    int ordered = 0;
    List<Path> files = files();
    for (Path file : files) {
      List<String> times = new ArrayList<>();
      recordsOf(file).forEach(record -> times.add(record.get("eventTime").textValue()));
      ordered += times.equals(times.stream().sorted().toList()) ? 1 : 0;
    }

    assertThat(ordered).isLessThan(files.size() / 2);
  }

  @Test
  void writesEveryRecordAndSomeTwice() throws IOException {
    Map<String, Integer> copies = new HashMap<>();
    for (Path file : files()) {
      recordsOf(file)
          .forEach(record -> copies.merge(record.get("eventID").textValue(), 1, Integer::sum));
    }
    Set<String> made = new HashSet<>();
    CloudTrailGeneratorTest.records(DAY).forEach(record -> made.add(record.eventId()));

    assertThat(copies.keySet()).isEqualTo(made);
    assertThat(copies.values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo((int) written.records());
    assertThat(copies.values().stream().filter(count -> count == 2).count())
        .isEqualTo(written.duplicates())
        .isBetween(10L, 100L);
  }

  @Test
  void namesTheExpectedFindings() throws IOException {
    assertThat(Files.readAllLines(root.resolve(TrailFolder.EXPECTED)))
        .containsExactly(
            "bulk-read.table-scan\t"
                + "arn:aws:iam::123456789012:role/adhoc-slow-scan-role\t"
                + "arn:aws:dynamodb:eu-central-1:123456789012:table/prod-payments-by-customer");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(".json.gz")).sorted().toList();
    }
  }

  private static JsonNode recordsOf(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return JSON.readTree(in).get("Records");
    }
  }
}

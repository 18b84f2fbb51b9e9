package io.exposuremonitor.job.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Suppressions;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.element.TextFile;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.simulation.Attack;
import io.exposuremonitor.job.simulation.ProductionDay;
import io.exposuremonitor.job.simulation.TrailFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole days of logs, from files to findings. */
class ReplayTest {
  private static final ProductionDay DAY =
      ProductionDay.of(5, 6_000, Instant.parse("2025-11-22T00:00:00Z"));

  @TempDir private static Path shared;
  private static Path logs;
  private static List<String> expected;
  private static ReplayResult original;

  @TempDir private Path folder;

  @BeforeAll
  static void replayADayWithEveryAttack() throws Exception {
    TrailFolder.write(DAY.with(EnumSet.allOf(Attack.class)), shared, written -> {});
    logs = shared.resolve("AWSLogs");
    expected = Files.readAllLines(shared.resolve(TrailFolder.EXPECTED));
    original = StoredRecords.replay(logs, 2);
  }

  @Test
  void findsEveryPlantedAttack() {
    assertThat(findingsAtLeast(original, Level.INFORMATIONAL)).containsAll(expected);
    assertThat(original.incomplete()).isFalse();
    assertThat(original.skipped().byReason()).isEmpty();
  }

  @Test
  void reportsNothingElseAtMediumOrAbove() {
    assertThat(findingsAtLeast(original, Level.MEDIUM))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void reportsOnlySlowScanOfOneRole() throws Exception {
    TrailFolder.write(DAY.with(Set.of(Attack.SLOW_SCAN)), folder, written -> {});

    ReplayResult result = StoredRecords.replay(folder.resolve("AWSLogs"), 2);

    assertThat(findingsAtLeast(result, Level.MEDIUM))
        .containsExactly(
            String.join(
                "\t",
                "bulk-read.table-scan",
                "arn:aws:iam::123456789012:role/adhoc-slow-scan-role",
                "arn:aws:dynamodb:eu-central-1:123456789012:table/prod-payments-by-customer"));
  }

  @Test
  void findingsDoNotDependOnOrderEnvelopeOrDuplicates() throws Exception {
    List<String> records = StoredRecords.readAll(logs);
    StoredRecords.writeShuffledTwice(records, 77, folder);

    ReplayResult result = StoredRecords.replay(folder, 3);

    assertThat(result.counts().records()).isEqualTo(2L * records.size());
    assertThat(StoredRecords.ocsf(result)).containsExactlyElementsOf(StoredRecords.ocsf(original));
    assertThat(result.incidents()).isEqualTo(original.incidents());
  }

  @Test
  void groupsFindingsIntoIncidents() {
    assertThat(original.incidents()).isNotEmpty();
    assertThat(original.incidents().stream().mapToInt(Incident::findings).sum())
        .as("each finding is in one incident")
        .isEqualTo(original.findings().size());
    assertThat(original.incidents()).extracting(Incident::id).doesNotHaveDuplicates();
    assertThat(original.incidents())
        .extracting(Incident::level)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void countsSuppressedFindingsAndThoseBelowMinimumLevel() throws Exception {
    TextFile policy =
        new TextFile(
            "policy.yml",
            """
            version: 1
            findings: {minimumLevel: critical}
            suppressions:
              - finding: "bulk-read.*"
                owner: payments
                reason: migration
                expires: 2027-01-01
              - finding: "export.*"
                owner: payments
                reason: migration
                expires: 2020-01-01
            """);
    MonitorSettings settings =
        new MonitorSettings(policy, List.of(), List.of(), Episodes.Reporting.FINAL, List.of());

    ReplayResult result = StoredRecords.replay(logs, 2, settings);

    assertThat(result.counts().suppressed()).isPositive();
    assertThat(result.counts().minor()).isPositive();
    assertThat(result.findings())
        .isNotEmpty()
        .noneMatch(finding -> finding.analytic().family().equals("bulk-read"))
        .allMatch(finding -> finding.level() == Level.CRITICAL);
    assertThat(result.findings())
        .filteredOn(finding -> finding.analytic().family().equals("export"))
        .isNotEmpty()
        .allSatisfy(
            finding ->
                assertThat(finding.evidence().facts())
                    .containsEntry(
                        Suppressions.EXPIRED,
                        "at the end of 2020-01-01 (UTC); payments: migration"));
  }

  @Test
  void evidenceRefersToEventsInTheLogs() throws IOException {
    String records = String.join("\n", StoredRecords.readAll(logs));

    assertThat(original.findings())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.evidence().eventIds()).isNotEmpty();
              assertThat(records).contains(finding.evidence().eventIds());
            });
  }

  @Test
  void reportsCountsAndTimesOfRecords() throws IOException {
    assertThat(original.counts().records()).isEqualTo(StoredRecords.readAll(logs).size());
    assertThat(original.counts().firstEvent()).isBetween(millis(0), millis(1));
    assertThat(original.counts().lastEvent()).isBetween(millis(23), millis(24));
    assertThat(original.counts().activities()).isPositive();
    assertThat(original.counts().candidates()).isPositive();
  }

  @Test
  void timeRangeIncludesRecordsThatNoDetectorReads() throws Exception {
    for (String time : List.of("2025-11-22T10:00:00Z", "2025-11-24T10:00:00Z")) {
      Files.writeString(
          folder.resolve(time.substring(0, 10) + ".json"),
          """
          {"Records":[{"eventVersion":"1.11","eventSource":"ec2.amazonaws.com",
           "eventName":"DescribeInstances","eventTime":"%s"}]}
          """
              .formatted(time));
    }

    ReplayResult result = StoredRecords.replay(folder, 2);

    assertThat(result.counts().records()).isEqualTo(2);
    assertThat(result.counts().activities() + result.counts().candidates()).isZero();
    assertThat(Instant.ofEpochMilli(result.counts().firstEvent()))
        .isEqualTo("2025-11-22T10:00:00Z");
    assertThat(Instant.ofEpochMilli(result.counts().lastEvent())).isEqualTo("2025-11-24T10:00:00Z");
  }

  @Test
  void rejectsMissingPath() {
    assertThatThrownBy(() -> StoredRecords.replay(folder.resolve("nowhere"), 1))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void rejectsFolderWithoutFiles() {
    assertThatThrownBy(() -> StoredRecords.replay(folder, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no files");
  }

  private static long millis(int hours) {
    return DAY.start().plusSeconds(3_600L * hours).toEpochMilli();
  }

  private static List<String> findingsAtLeast(ReplayResult result, Level level) {
    return result.findings().stream()
        .filter(finding -> finding.level().atLeast(level))
        .map(ReplayTest::line)
        .toList();
  }

  private static String line(Finding finding) {
    return String.join("\t", finding.analytic().id(), finding.actor().id(), finding.resource());
  }
}

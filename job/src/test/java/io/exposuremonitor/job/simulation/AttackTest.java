package io.exposuremonitor.job.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttackTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ProductionDay QUIET =
      ProductionDay.of(11, 2_000, Instant.parse("2025-11-22T00:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "SLOW_SCAN,        Scan,                            1440, bulk-read.table-scan",
    "PARALLEL_SCAN,    Scan,                            4800, bulk-read.table-scan",
    "KEY_SWEEP,        BatchGetItem,                    1000, bulk-read.key-sweep",
    "PARTIQL_DUMP,     ExecuteStatement,                 400, bulk-read.partiql-dump",
    "MANY_TABLES,      Scan,                              30, bulk-read.many-tables",
    "DISTRIBUTED_SCAN, Scan,                             750, bulk-read.distributed",
    "EXPORT,           ExportTableToPointInTime,           1, export.to-unapproved-destination",
    "PREPARED_EXPORT,  ExportTableToPointInTime,           1, export.prepared",
    "RESTORE,          RestoreTableToPointInTime,          1, backup.restored-under-new-name",
    "SHARED_TABLE,     PutResourcePolicy,                  1, access.resource-policy-foreign",
    "STREAM_TRIGGER,   CreateEventSourceMapping20150331,   1, consumer.lambda-trigger",
    "TRAIL_STOPPED,    StopLogging,                        1, blindspot.logging-stopped",
    "ROGUE_READER,     GetRecords,                       720, consumer.too-many-readers"
  })
  void makesItsCallsAndExpectsItsFinding(
      Attack attack, String eventName, int calls, String analytic) throws IOException {
    ProductionDay day = QUIET.with(Set.of(attack));
    int made = 0;
    for (SimulatedRecord record : CloudTrailGeneratorTest.records(day)) {
      JsonNode json = JSON.readTree(record.json());
      String issuer = json.at("/userIdentity/sessionContext/sessionIssuer/userName").asText();
      if (issuer.startsWith(attack.role()) && json.get("eventName").textValue().equals(eventName)) {
        made++;
      }
    }

    assertThat(made).isEqualTo(calls);
    assertThat(new CloudTrailGenerator(day).expectedFindings())
        .extracting(ExpectedFinding::analytic)
        .contains(analytic);
  }

  @Test
  void expectsSlowScanOfOneRoleOnOneTable() {
    assertThat(new CloudTrailGenerator(QUIET.with(Set.of(Attack.SLOW_SCAN))).expectedFindings())
        .containsExactly(
            new ExpectedFinding(
                "bulk-read.table-scan",
                "arn:aws:iam::123456789012:role/adhoc-slow-scan-role",
                "arn:aws:dynamodb:eu-central-1:123456789012:table/prod-payments-by-customer"));
  }

  @ParameterizedTest
  @EnumSource(Attack.class)
  void leavesRecordsOfOrdinaryDayUnchanged(Attack attack) {
    Set<String> planted = new HashSet<>();
    for (SimulatedRecord record : CloudTrailGeneratorTest.records(QUIET.with(Set.of(attack)))) {
      planted.add(new String(record.json(), StandardCharsets.UTF_8));
    }

    assertThat(planted)
        .containsAll(
            CloudTrailGeneratorTest.records(QUIET).stream()
                .map(record -> new String(record.json(), StandardCharsets.UTF_8))
                .toList());
  }

  @Test
  void everyAttackHasOwnActorAndResource() {
    List<ExpectedFinding> expected =
        new CloudTrailGenerator(QUIET.with(EnumSet.allOf(Attack.class))).expectedFindings();

    assertThat(expected).doesNotHaveDuplicates().hasSize(Attack.values().length + 2);
    assertThat(expected.stream().map(finding -> finding.actor() + finding.resource()).distinct())
        .hasSize(Attack.values().length);
  }

  @Test
  void sizeIsNumberOfRecords() {
    ProductionDay day = QUIET.with(EnumSet.allOf(Attack.class));

    assertThat(CloudTrailGeneratorTest.records(day)).hasSize(new CloudTrailGenerator(day).size());
  }

  @Test
  void rejectsDayTooShortForSlowScan() {
    assertThatThrownBy(
            () -> QUIET.with(Set.of(Attack.SLOW_SCAN)).with(Duration.ofHours(23), Traffic.ZIPF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SLOW_SCAN");
  }
}

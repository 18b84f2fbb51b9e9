package io.exposuremonitor.job.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTrailGeneratorTest {
  private static final Instant START = Instant.parse("2025-11-22T00:00:00Z");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final ProductionDay DAY = ProductionDay.of(7, 20_000, START);
  private static final List<SimulatedRecord> RECORDS = records(DAY);

  @Test
  void generatesSameBytesForSameSeed() {
    assertThat(records(DAY)).extracting(CloudTrailGeneratorTest::text).isEqualTo(texts(RECORDS));
  }

  @Test
  void generatesDifferentRecordsForDifferentSeed() {
    assertThat(records(ProductionDay.of(8, 1, START)).get(0).json())
        .isNotEqualTo(records(ProductionDay.of(7, 1, START)).get(0).json());
  }

  @Test
  void writesRecordsOfRealisticSize() {
    double mean = RECORDS.stream().mapToInt(record -> record.json().length).average().orElseThrow();

    assertThat(mean).isBetween(1_600.0, 2_000.0);
  }

  @Test
  void writesMandatoryFieldsInOrderOfCloudTrail() throws IOException {
    for (SimulatedRecord record : RECORDS.subList(0, 2_000)) {
      List<String> names = new ArrayList<>();
      JSON.readTree(record.json()).fieldNames().forEachRemaining(names::add);
      assertThat(names)
          .containsSubsequence(
              "eventVersion",
              "userIdentity",
              "eventTime",
              "eventSource",
              "eventName",
              "awsRegion",
              "sourceIPAddress",
              "userAgent",
              "requestParameters",
              "responseElements",
              "requestID",
              "eventID",
              "readOnly",
              "eventType",
              "managementEvent",
              "recipientAccountId",
              "eventCategory");
    }
  }

  @Test
  void metadataMatchesRecord() throws IOException {
    for (SimulatedRecord record : RECORDS.subList(0, 2_000)) {
      JsonNode json = JSON.readTree(record.json());
      Instant time = Instant.parse(json.get("eventTime").textValue());
      assertThat(record.time()).isBetween(time.toEpochMilli(), time.toEpochMilli() + 999);
      assertThat(json.get("recipientAccountId").textValue()).isEqualTo(record.account());
      assertThat(json.get("awsRegion").textValue()).isEqualTo(record.region());
      assertThat(json.get("eventID").textValue()).isEqualTo(record.eventId());
    }
  }

  @Test
  void everyRecordHasUniqueId() {
    Set<String> ids = new HashSet<>();
    RECORDS.forEach(record -> ids.add(record.eventId()));

    assertThat(ids).hasSameSizeAs(RECORDS);
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb, GetItem,          0.40",
    "dynamodb, Query,            0.22",
    "dynamodb, BatchGetItem,     0.05",
    "dynamodb, PutItem,          0.08",
    "dynamodb, UpdateItem,       0.10",
    "dynamodb, DeleteItem,       0.02",
    "dynamodb, BatchWriteItem,   0.02",
    "dynamodb, Scan,             0.01",
    "dynamodb, ExecuteStatement, 0.02",
    "dynamodb, GetRecords,       0.0285",
    "kinesis,  GetRecords,       0.007"
  })
  void mixesCallsInRealisticShares(String service, String call, double share) {
    String wanted =
        "\"eventSource\":\"" + service + ".amazonaws.com\",\"eventName\":\"" + call + '"';
    double found = RECORDS.stream().filter(record -> text(record).contains(wanted)).count();

    assertThat(found / RECORDS.size()).isCloseTo(share, within(0.003 + share * 0.05));
  }

  @Test
  void generatesMoreCallsByDayThanByNight() {
    long night = RECORDS.stream().filter(record -> hour(record) < 4).count();
    long day = RECORDS.stream().filter(record -> hour(record) >= 12 && hour(record) < 16).count();

    assertThat(day).isGreaterThan(2 * night);
    assertThat(night).isPositive();
  }

  @Test
  void errorRateIsRealistic() {
    double failed =
        RECORDS.stream().filter(record -> text(record).contains("\"errorCode\":")).count();

    assertThat(failed / RECORDS.size()).isBetween(0.002, 0.02);
  }

  @Test
  void staysFarBelowThresholdsForScans() throws IOException {
    Map<String, Integer> pages = new HashMap<>();
    for (SimulatedRecord record : records(ProductionDay.of(3, 50_000, START))) {
      if (text(record).contains("\"eventName\":\"Scan\"")) {
        JsonNode json = JSON.readTree(record.json());
        JsonNode issuer = json.at("/userIdentity/sessionContext/sessionIssuer/arn");
        pages.merge(issuer + " " + json.at("/requestParameters/tableName"), 1, Integer::sum);
      }
    }

    assertThat(pages.values()).isNotEmpty().allMatch(count -> count < 300);
  }

  @Test
  void oneKeyTrafficReadsOneTable() throws IOException {
    Set<String> pairs = new HashSet<>();
    ProductionDay oneKey = DAY.with(Duration.ofHours(1), Traffic.ONE_KEY);
    for (SimulatedRecord record : records(oneKey)) {
      JsonNode json = JSON.readTree(record.json());
      if (json.get("eventName").textValue().equals("GetItem")) {
        pairs.add(json.at("/requestParameters/tableName").textValue());
      }
    }

    assertThat(pairs).hasSize(1);
  }

  @Test
  void requiresARecordAndAMinute() {
    assertThatThrownBy(() -> ProductionDay.of(1, 0, START))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DAY.with(Duration.ofSeconds(59), Traffic.ZIPF))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int hour(SimulatedRecord record) {
    return (int) ((record.time() - START.toEpochMilli()) / 3_600_000);
  }

  private static List<String> texts(List<SimulatedRecord> records) {
    return records.stream().map(CloudTrailGeneratorTest::text).toList();
  }

  private static String text(SimulatedRecord record) {
    return new String(record.json(), StandardCharsets.UTF_8);
  }

  static List<SimulatedRecord> records(ProductionDay day) {
    List<SimulatedRecord> records = new ArrayList<>();
    try {
      new CloudTrailGenerator(day).generate(records::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }
}

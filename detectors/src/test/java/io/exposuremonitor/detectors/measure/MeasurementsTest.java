package io.exposuremonitor.detectors.measure;

import static io.exposuremonitor.detectors.activity.ActivityBundler.NOT_KNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.finding.Finding.Phase;
import io.exposuremonitor.detectors.incident.Incident.Change;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final long DAY = 86_400_000;
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";

  private final Measurements measurements = new Measurements();

  @Test
  void countsFindingOnOpeningAndAtEachLevelReached() {
    on(finding("a", Phase.OPENED, Level.MEDIUM));
    on(finding("a", Phase.UPDATED, Level.MEDIUM));
    on(finding("a", Phase.UPDATED, Level.CRITICAL));
    on(finding("a", Phase.CLOSED, Level.CRITICAL));
    on(finding("b", Phase.OPENED, Level.MEDIUM));

    assertThat(values())
        .containsEntry("FINDINGS[bulk-read, bulk-read.table-scan, medium]", 2.0)
        .containsEntry("FINDINGS[bulk-read, bulk-read.table-scan, critical]", 1.0)
        .containsEntry("TABLE_FINDINGS[" + TABLE + ", bulk-read, medium]", 2.0)
        .containsEntry("TABLE_OPEN_FINDINGS[" + TABLE + ", medium]", 1.0)
        .containsEntry("TABLE_OPEN_FINDINGS[" + TABLE + ", critical]", 0.0);
  }

  @Test
  void countsReopenedFindingAgain() {
    on(finding("a", Phase.OPENED, Level.LOW));
    on(finding("a", Phase.CLOSED, Level.LOW));
    on(finding("a", Phase.OPENED, Level.LOW));

    assertThat(values()).containsEntry("TABLE_FINDINGS[" + TABLE + ", bulk-read, low]", 2.0);
  }

  @Test
  void reportsLargestExposedRatioAndEarliestStart() {
    on(exposing("a", "bulk-read", Level.MEDIUM, 40, NOW - 5_000));
    on(exposing("b", "bulk-read", Level.HIGH, 83, NOW - 3_000));
    on(exposing("c", "bulk-read", Level.LOW, 0, NOW - 9_000));

    assertThat(values())
        .containsEntry("TABLE_EXPOSED_RATIO[" + TABLE + "]", 0.83)
        .containsEntry("TABLE_EXPOSED_SINCE[" + TABLE + "]", (NOW - 5_000) / 1e3);

    on(finding("a", Phase.CLOSED, Level.MEDIUM));
    on(finding("b", Phase.CLOSED, Level.HIGH));

    assertThat(values())
        .containsEntry("TABLE_EXPOSED_RATIO[" + TABLE + "]", 0.0)
        .doesNotContainKey("TABLE_EXPOSED_SINCE[" + TABLE + "]");
  }

  @Test
  void omitsFindingWithoutTableFromTableMetrics() {
    on(
        new FindingNote(
            "g", Phase.OPENED, "blindspot.gap", "blindspot", Level.HIGH, "", false, 0, NOW, NOW));

    assertThat(values()).containsEntry("FINDINGS[blindspot, blindspot.gap, high]", 1.0);
    assertThat(values().keySet()).noneMatch(key -> key.startsWith("TABLE_"));
  }

  @Test
  void measuresDetectionLatencyOncePerFinding() {
    measurements.on(finding("a", Phase.OPENED, Level.LOW), NOT_KNOWN, NOW + 42_000);
    measurements.on(finding("a", Phase.UPDATED, Level.HIGH), NOT_KNOWN, NOW + 99_000);

    assertLatency(DomainMetric.DETECTION_LATENCY, 42);
  }

  @Test
  void measuresLatencyFromArrivalWhereKnown() {
    measurements.on(finding("a", Phase.OPENED, Level.LOW), NOT_KNOWN, NOW + 42_000);
    measurements.on(finding("b", Phase.OPENED, Level.LOW), NOW + 40_000, NOW + 42_000);
    measurements.on(finding("b", Phase.UPDATED, Level.HIGH), NOW + 40_000, NOW + 99_000);

    assertLatency(DomainMetric.DETECTION_LATENCY_FROM_ARRIVAL, 2);
  }

  private void assertLatency(DomainMetric metric, int seconds) {
    Measured latency =
        measurements.collect(NOW).stream()
            .filter(one -> one.metric() == metric)
            .findFirst()
            .orElseThrow();
    assertThat(latency.labels()).containsExactly("bulk-read");
    assertThat(latency.value()).isEqualTo(seconds);
    assertThat(latency.counts()[DomainMetric.bucket(seconds)]).isOne();
  }

  @Test
  void countsOpenIncidentsByCurrentLevel() {
    on(incident("11111111-a", Change.OPENED, Level.HIGH, 60));
    on(incident("22222222-b", Change.OPENED, Level.HIGH, 61));
    on(incident("11111111-a", Change.RAISED, Level.CRITICAL, 90));
    on(incident("22222222-b", Change.MERGED, Level.HIGH, 61));

    assertThat(values())
        .containsEntry("INCIDENTS_OPEN[critical]", 1.0)
        .containsEntry("INCIDENTS_OPEN[high]", 0.0)
        .containsEntry("INCIDENTS_OPENED[high]", 2.0)
        .containsEntry("INCIDENTS_OPENED[critical]", 0.0)
        .containsEntry("INCIDENT_INFO[11111111, critical, bulk-read, " + TABLE + "]", 1.0)
        .containsEntry("INCIDENT_RISK_SCORE[11111111]", 90.0)
        .containsEntry("INCIDENT_FINDINGS[11111111]", 3.0)
        .containsEntry("INCIDENT_STARTED[11111111]", NOW / 1e3)
        .doesNotContainKey("INCIDENT_RISK_SCORE[22222222]");
    assertThat(measurements.openIncidentsByLevel()).containsExactly(Map.entry(Level.CRITICAL, 1));
  }

  @Test
  void reportsWorstIncidentsUnderDistinctIds() {
    for (int i = 0; i < 60; i++) {
      on(incident("%08d-x".formatted(i), Change.OPENED, Level.MEDIUM, i));
    }
    on(incident("00000059-y", Change.OPENED, Level.MEDIUM, 59));

    List<String> shortIds =
        measurements.collect(NOW).stream()
            .filter(one -> one.metric() == DomainMetric.INCIDENT_RISK_SCORE)
            .map(one -> one.labels().get(0))
            .toList();
    assertThat(shortIds)
        .hasSize(50)
        .doesNotHaveDuplicates()
        .contains("00000059", "00000059-y", "00000011")
        .doesNotContain("00000010");
    assertThat(values()).containsEntry("INCIDENTS_OPEN[medium]", 61.0);
  }

  @Test
  void boundsTablesAndPrefersThoseWithFindings() {
    for (int i = 0; i < 300; i++) {
      on(Sample.of(DomainMetric.TABLE_DENIED_CALLS, NOW, 1, "made-up-" + i));
    }
    for (int i = 0; i < 300; i++) {
      on(Sample.of(DomainMetric.TABLE_CALLS, NOW, 1, "table-" + i, "scan"));
    }
    on(finding("a", Phase.OPENED, Level.HIGH));

    Map<String, Double> values = values();
    assertThat(values)
        .containsEntry("TABLE_DENIED_CALLS[(other tables)]", 200.0)
        .containsEntry("TABLE_CALLS[(other tables), scan]", 220.0)
        .containsEntry("TABLE_OPEN_FINDINGS[" + TABLE + ", high]", 1.0);
    assertThat(values.keySet().stream().filter(key -> key.startsWith("TABLE_CALLS"))).hasSize(81);
  }

  @Test
  void boundsSeriesOfMetricAndCountsOmittedSamples() {
    for (int i = 0; i < MetricSeries.MAX + 7; i++) {
      on(Sample.of(DomainMetric.FINDINGS, NOW, 1, "own", "own.rule-" + i, "low"));
    }
    on(Sample.of(DomainMetric.FINDINGS, NOW, 1, "own", "own.rule-0", "low"));

    assertThat(values())
        .containsEntry("SAMPLES_LEFT_OUT[exposure_findings]", 7.0)
        .containsEntry("FINDINGS[own, own.rule-0, low]", 2.0);
  }

  @Test
  void boundsOpenFindingsAndCountsOmittedOnes() {
    for (int i = 0; i < OpenFindings.MAX + 3; i++) {
      on(finding("f" + i, Phase.OPENED, Level.LOW));
    }

    assertThat(values())
        .containsEntry("TABLE_OPEN_FINDINGS[" + TABLE + ", low]", (double) OpenFindings.MAX)
        .containsEntry("SAMPLES_LEFT_OUT[exposure_table_open_findings]", 3.0);
  }

  @Test
  void forgetsSeriesWithoutUpdatesForAMonth() {
    for (int i = 0; i < 250; i++) {
      on(Sample.of(DomainMetric.TABLE_CALLS, NOW, 1, "old-" + i, "scan"));
    }
    long later = NOW + 31 * DAY;
    measurements.forget(later);
    measurements.on(Sample.of(DomainMetric.TABLE_CALLS, later, 1, "new", "scan"), later);

    assertThat(values().keySet().stream().filter(key -> key.startsWith("TABLE_CALLS")))
        .containsExactly("TABLE_CALLS[new, scan]");
  }

  @Test
  void ignoresLateGaugeValuesAndRemovesEndedSeries() {
    on(Sample.of(DomainMetric.TABLE_SENSITIVE_RATIO, NOW, 0.4, TABLE, "email"));
    on(Sample.of(DomainMetric.TABLE_SENSITIVE_RATIO, NOW, 0.1, TABLE, "secret"));
    on(Sample.of(DomainMetric.TABLE_SENSITIVE_RATIO, NOW - 9, 0.9, TABLE, "email"));
    assertThat(values())
        .containsEntry("TABLE_SENSITIVE_RATIO[" + TABLE + ", email]", 0.4)
        .containsEntry("TABLE_SENSITIVE_RATIO[" + TABLE + ", secret]", 0.1);

    on(Sample.of(DomainMetric.TABLE_SENSITIVE_RATIO, NOW + 9, 0.5, TABLE, "email"));
    assertThat(values())
        .as("a class missing from the latest report is no longer held")
        .doesNotContainKey("TABLE_SENSITIVE_RATIO[" + TABLE + ", secret]");
  }

  @Test
  void neverDecreasesCounterOnCorrection() {
    on(Sample.of(DomainMetric.TABLE_READ_PAGES, NOW, 10, TABLE));
    on(Sample.of(DomainMetric.TABLE_READ_PAGES, NOW, -2, TABLE));
    assertThat(values()).containsEntry("TABLE_READ_PAGES[" + TABLE + "]", 10.0);

    on(Sample.of(DomainMetric.TABLE_READ_PAGES, NOW, 5, TABLE));
    assertThat(values()).containsEntry("TABLE_READ_PAGES[" + TABLE + "]", 13.0);
  }

  @Test
  void keepsNewestEventTimeOfSource() {
    on(Sample.of(DomainMetric.SOURCE_LAST_EVENT, 5, 5, "trail"));
    on(Sample.of(DomainMetric.SOURCE_LAST_EVENT, 3, 3, "trail"));

    assertThat(values()).containsEntry("SOURCE_LAST_EVENT[trail]", 5.0);
  }

  private void on(Sample sample) {
    measurements.on(sample, NOW);
  }

  private void on(FindingNote note) {
    measurements.on(note, NOT_KNOWN, NOW);
  }

  private void on(IncidentNote note) {
    measurements.on(note, NOW);
  }

  private Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    measurements
        .collect(NOW)
        .forEach(
            one ->
                assertThat(values.put(one.metric() + "" + one.labels(), one.value()))
                    .as("no series twice")
                    .isNull());
    return values;
  }

  private static FindingNote finding(String uid, Phase phase, Level level) {
    return new FindingNote(
        uid, phase, "bulk-read.table-scan", "bulk-read", level, TABLE, true, 0, NOW, NOW);
  }

  private static FindingNote exposing(
      String uid, String family, Level level, int coverage, long start) {
    return new FindingNote(
        uid, Phase.OPENED, family + ".x", family, level, TABLE, true, coverage, start, NOW);
  }

  private static IncidentNote incident(String id, Change change, Level level, int risk) {
    return new IncidentNote(id, change, level, risk, 3, NOW, "bulk-read", TABLE);
  }
}

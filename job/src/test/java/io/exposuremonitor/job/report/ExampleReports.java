package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.BoundedIncidents;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.ocsf.Attack;
import io.exposuremonitor.job.ocsf.ExampleFindings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reports of a fictitious company: with no findings, with a few and with thousands. */
final class ExampleReports {
  private static final long FROM = Instant.parse("2026-03-02T00:00:12Z").toEpochMilli();
  private static final long TO = Instant.parse("2026-03-03T23:58:40Z").toEpochMilli();
  private static final ReportData.Checks CHECKS =
      new ReportData.Checks(
          31,
          List.of(
              "bulk-read.distributed",
              "bulk-read.key-sweep",
              "bulk-read.low-and-slow",
              "bulk-read.many-tables",
              "bulk-read.partiql-dump",
              "bulk-read.table-scan",
              "partiql.first-use",
              "partiql.full-scan",
              "partiql.mass-write",
              "partiql.new-statement-shape"),
          "exposure.yaml",
          PolicySummary.of(Policy.defaults(), TO),
          Map.of(),
          ReportData.KeptBack.NOTHING);
  private static final ReportData.Run RUN =
      new ReportData.Run(
          Instant.parse("2026-03-04T08:15:00Z").toEpochMilli(),
          "0.1.0",
          "./exposure-monitor replay logs/2026/03 --policy exposure.yaml --report out.html",
          "logs/2026/03");

  private ExampleReports() {}

  /** Findings of two days. */
  static ReportData twoDays() {
    return of(ExampleFindings.all());
  }

  static ReportData of(List<Finding> findings) {
    return new ReportData(
        "CloudTrail logs in logs/2026/03",
        inputs(),
        CHECKS,
        findings,
        Map.of(),
        incidents(findings),
        0,
        RUN);
  }

  /**
   * Findings that are listed, and further ones that are only counted.
   *
   * @param omitted their number by level
   */
  static ReportData of(List<Finding> findings, Map<Level, Long> omitted) {
    return new ReportData("logs", inputs(), CHECKS, findings, omitted, incidents(findings), 0, RUN);
  }

  /** Nothing found in the same records. */
  static ReportData withoutFindings() {
    return of(List.of());
  }

  /** The policy kept everything back that was found. */
  static ReportData keptBack() {
    ReportData.Checks checks =
        new ReportData.Checks(
            CHECKS.rules(),
            CHECKS.detectors(),
            CHECKS.policy(),
            CHECKS.policySummary(),
            Map.of(),
            new ReportData.KeptBack(3, 1, 1_200));
    return new ReportData("logs", inputs(), checks, List.of(), Map.of(), List.of(), 0, RUN);
  }

  /** No record could be read. */
  static ReportData nothingRead() {
    ReportData.Inputs none =
        new ReportData.Inputs(
            0,
            0,
            0,
            0,
            0,
            0,
            List.of(new ReportData.Skipped("notes.txt", "not JSON")),
            1,
            0,
            Map.of(),
            0,
            ReportData.ItemChanges.NONE);
    return new ReportData(
        "CloudTrail logs in empty", none, CHECKS, List.of(), Map.of(), List.of(), 0, RUN);
  }

  /** Nothing found in six files, two of which are corrupt and one truncated. */
  static ReportData broken() {
    ReportData.Inputs inputs =
        new ReportData.Inputs(
            6,
            7_000,
            24,
            20,
            FROM,
            TO,
            List.of(
                new ReportData.Skipped("bad.json", "not-json: at byte 0"),
                new ReportData.Skipped("cut.json", "truncated: at byte 28"),
                new ReportData.Skipped(
                    "trunc.json.gz", "broken off after 11 records; what followed is lost")),
            2,
            1,
            Map.of(),
            3,
            ReportData.ItemChanges.NONE);
    return new ReportData("logs", inputs, CHECKS, List.of(), Map.of(), List.of(), 0, RUN);
  }

  /** A run over files that contain only item changes. */
  static ReportData changesOnly(ReportData.ItemChanges changes) {
    ReportData.Inputs inputs =
        new ReportData.Inputs(1, 4_096, 0, 0, 0, 0, List.of(), 0, 0, Map.of(), 0, changes);
    return new ReportData("changes.jsonl", inputs, CHECKS, List.of(), Map.of(), List.of(), 0, RUN);
  }

  /** {@code count} findings of {@code count / 5} actors on {@code count / 4} tables. */
  static ReportData many(int count) {
    List<Finding> findings = new ArrayList<>();
    List<Finding> kinds = ExampleFindings.all();
    for (int i = 0; i < count; i++) {
      Finding kind = kinds.get(i % kinds.size());
      Finding other =
          ExampleFindings.with(
              kind,
              ExampleFindings.role("service-team-" + i / 5 + "-application-role"),
              ExampleFindings.table("production-orders-" + i / 4),
              String.format("%064x", i));
      findings.add(ExampleFindings.shifted(other, i * 7_919_000L % 86_400_000L));
    }
    return of(findings);
  }

  private static List<Incident> incidents(List<Finding> findings) {
    List<Incident> collected = new ArrayList<>();
    BoundedIncidents incidents =
        new BoundedIncidents(
            Policy.defaults(), IncidentSettings.DEFAULT, Attack::tactic, collected::add);
    findings.stream()
        .sorted(Comparator.comparingLong(Finding::start).thenComparing(Finding::uid))
        .forEach(incidents::on);
    incidents.finish();
    return collected.stream()
        .sorted(Comparator.comparing(Incident::level).thenComparing(Incident::risk).reversed())
        .toList();
  }

  private static ReportData.Inputs inputs() {
    return new ReportData.Inputs(
        1_204,
        743_112_904L,
        412_331,
        398_770,
        FROM,
        TO,
        List.of(
            new ReportData.Skipped("logs/2026/03/02/digest_20260302T0000Z.json.gz", "digest file"),
            new ReportData.Skipped("logs/2026/03/02/part-0007.json.gz", "gzip ends early"),
            new ReportData.Skipped("logs/README.md", "not JSON")),
        3,
        0,
        Map.of("no eventTime", 12L),
        0,
        ReportData.ItemChanges.NONE);
  }
}

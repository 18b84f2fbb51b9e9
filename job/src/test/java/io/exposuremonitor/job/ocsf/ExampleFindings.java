package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Findings of two invented days in two invented accounts, as a monitor would raise them. */
public final class ExampleFindings {
  public static final String ACCOUNT = "111122223333";

  private static final String AGENT = "aws-cli/2.15.30 md/awscrt#0.19.19 ua/2.0 os/linux#6.1";
  private static final String BROWSER =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/133.0.0.0";

  private ExampleFindings() {}

  /** A role scans a customer table: the main example. */
  public static Finding tableScan() {
    return finding(
        "bulk-read.table-scan",
        "Table read page by page",
        Level.HIGH,
        role("BillingReports"),
        table("Customers"),
        "2026-03-03T02:14:07Z",
        "2026-03-03T05:41:52Z",
        "Role BillingReports scanned 4,318 pages (about 62 %) of table Customers in 3 h 28 min.",
        List.of("T1213.006", "T1530"),
        new Evidence(
            Map.of(
                "pages",
                4_318L,
                "coverage_percent",
                62L,
                "window_seconds",
                12_465L,
                "total_segments",
                8L,
                "estimated_bytes",
                4_527_751_168L),
            Map.of("operation", "Scan", "threshold", "1,000 pages a day"),
            List.of(
                new EventReference(
                    "4f2a7c10-91f0-4c55-9d1e-0a4be0f3c111",
                    new Origin(
                        "203.0.113.77",
                        AGENT,
                        "ASIAEXAMPLEKEY000001",
                        "i-0abc1234def567890",
                        "",
                        "",
                        false)),
                new EventReference(
                    "8b1d6a52-0e3b-4e0f-b7c4-5f1f2b6c2222",
                    new Origin(
                        "198.51.100.20", AGENT, "ASIAEXAMPLEKEY000002", "j.doe", "", "", false)))));
  }

  /** A user exports a table to a bucket that nobody approved. */
  public static Finding export() {
    return finding(
        "export.to-unapproved-destination",
        "Table exported to a bucket that is not approved",
        Level.CRITICAL,
        user("deploy-ci"),
        table("Payments"),
        "2026-03-03T06:02:11Z",
        "2026-03-03T06:02:11Z",
        "User deploy-ci exported table Payments to bucket acme-transfer of account 999988887777.",
        List.of("T1567.002", "T1537"),
        new Evidence(
            Map.of("events", 1L),
            Map.of("bucket", "acme-transfer", "bucket_owner", "999988887777"),
            List.of(
                new EventReference(
                    "0c9a1b77-3a52-4d8f-8a0e-6f5d4c3b3333",
                    new Origin(
                        "203.0.113.77", AGENT, "AKIAEXAMPLEKEY000003", "", "", "", false)))));
  }

  /** A hands-on query from the console. */
  public static Finding partiqlConsole() {
    return finding(
        "partiql.console",
        "PartiQL statement from the console",
        Level.MEDIUM,
        new Actor(
            Actor.Kind.IDENTITY_CENTER_USER,
            "arn:aws:identitystore::111122223333:identitystore/d-1234567890/user/a1b2c3d4",
            ACCOUNT),
        table("Orders"),
        "2026-03-02T14:20:00Z",
        "2026-03-02T14:31:00Z",
        "A person ran 6 PartiQL statements on table Orders from a browser.",
        List.of("T1213.006"),
        new Evidence(
            Map.of("statements", 6L),
            Map.of("statement_shape", "SELECT * FROM \"Orders\" WHERE \"status\" = ?"),
            List.of(
                new EventReference(
                    "77e1c2d3-4f5a-4b6c-8d7e-9f0a1b2c4444",
                    new Origin(
                        "192.0.2.15", BROWSER, "ASIAEXAMPLEKEY000004", "m.rossi", "", "", true)))));
  }

  /** A trail is stopped. */
  public static Finding loggingStopped() {
    return finding(
        "blindspot.logging-stopped",
        "Trail stopped",
        Level.CRITICAL,
        user("deploy-ci"),
        "arn:aws:cloudtrail:eu-west-1:111122223333:trail/management",
        "2026-03-03T06:20:40Z",
        "2026-03-03T06:20:40Z",
        "User deploy-ci stopped trail management; nothing is recorded until it is started again.",
        List.of("T1562.008"),
        new Evidence(
            Map.of("events", 1L),
            Map.of("event_name", "StopLogging"),
            List.of(
                new EventReference(
                    "5d5c4b3a-2918-4706-b5a4-a3b2c1d05555",
                    new Origin(
                        "203.0.113.77", AGENT, "AKIAEXAMPLEKEY000003", "", "", "", false)))));
  }

  /** A user enumerates all tables. */
  public static Finding enumeration() {
    return finding(
        "recon.enumeration",
        "Resources listed in bulk",
        Level.LOW,
        role("BillingReports"),
        "",
        "2026-03-03T01:50:00Z",
        "2026-03-03T02:05:00Z",
        "Role BillingReports called 9 listing APIs over 41 tables in 2 regions.",
        List.of("T1526", "T1580"),
        new Evidence(
            Map.of("apis", 9L, "tables", 41L, "regions", 2L),
            Map.of(),
            List.of(
                new EventReference(
                    "6e6d5c4b-3a29-4817-96b5-b4c3d2e16666",
                    new Origin(
                        "203.0.113.77",
                        AGENT,
                        "ASIAEXAMPLEKEY000001",
                        "i-0abc1234def567890",
                        "",
                        "",
                        false)))));
  }

  /** A service role restores a table under another name. */
  public static Finding restore() {
    return finding(
        "backup.restored-under-new-name",
        "Table restored under a new name",
        Level.HIGH,
        role("PlatformAdmin"),
        table("Customers-copy"),
        "2026-03-02T21:05:19Z",
        "2026-03-02T21:05:19Z",
        "Role PlatformAdmin restored table Customers as Customers-copy.",
        List.of("T1074.002"),
        new Evidence(
            Map.of("events", 1L),
            Map.of("source_table", "Customers", "target_table", "Customers-copy"),
            List.of(
                new EventReference(
                    "9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7777",
                    new Origin("AWS Internal", "", "", "ops", "vpce-0a1b2c3d", "", false)))));
  }

  /** All of them. */
  public static List<Finding> all() {
    return List.of(
        tableScan(), export(), partiqlConsole(), loggingStopped(), enumeration(), restore());
  }

  /** A role of the example account. */
  public static Actor role(String name) {
    return new Actor(Actor.Kind.ROLE, "arn:aws:iam::" + ACCOUNT + ":role/" + name, ACCOUNT);
  }

  /** A user of the example account. */
  public static Actor user(String name) {
    return new Actor(Actor.Kind.USER, "arn:aws:iam::" + ACCOUNT + ":user/" + name, ACCOUNT);
  }

  /** The ARN of a table of the example account. */
  public static String table(String name) {
    return "arn:aws:dynamodb:eu-west-1:" + ACCOUNT + ":table/" + name;
  }

  /** An opened finding whose uid is derived from its properties. */
  public static Finding finding(
      String id,
      String title,
      Level level,
      Actor actor,
      String resource,
      String start,
      String end,
      String message,
      List<String> techniques,
      Evidence evidence) {
    boolean behaviour = id.startsWith("bulk-read") || id.startsWith("recon");
    Analytic.Type type = behaviour ? Analytic.Type.BEHAVIORAL : Analytic.Type.RULE;
    long to = Instant.parse(end).toEpochMilli();
    return new Finding(
        Integer.toHexString((id + actor.id() + resource + start).hashCode()),
        Finding.Phase.OPENED,
        new Analytic(id, title, type, techniques, ""),
        level,
        Signal.Confidence.HIGH,
        actor,
        resource,
        ACCOUNT,
        "eu-west-1",
        to,
        Instant.parse(start).toEpochMilli(),
        to,
        message,
        evidence,
        false);
  }

  /** The same finding by another actor on another resource. */
  public static Finding with(Finding finding, Actor actor, String resource, String uid) {
    return finding.toBuilder().uid(uid).actor(actor).resource(resource).build();
  }

  /** The same finding in another phase, level and time. */
  public static Finding with(Finding finding, Finding.Phase phase, Level level, long time) {
    return finding.toBuilder().phase(phase).level(level).time(time).build();
  }

  /** The same finding, later. */
  public static Finding shifted(Finding finding, long millis) {
    return finding.toBuilder()
        .time(finding.time() + millis)
        .start(finding.start() + millis)
        .end(finding.end() + millis)
        .build();
  }
}

package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.signal.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyLoaderTest {
  private static final long NOW = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();

  @Test
  void readsEveryPartOfTheFile() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            own:
              accounts: [111122223333, "012345678901"]
              organizations: [o-a1b2c3d4e5]
              regions: [eu-west-1]
            approved:
              exportBuckets: ["exports-*"]
              keyGrantees: ["arn:aws:iam::111122223333:role/Backup"]
              functionDeployers: [arn:aws:iam::111122223333:role/Deployer]
              trustedAccounts: ["222233334444"]
            consumers:
              - actor: arn:aws:iam::111122223333:role/Projection
                stream: arn:aws:dynamodb:*:111122223333:table/orders/stream/*
            partiqlUsers: ["*role/Analyst*"]
            tables:
              - match: orders
                labels: [payments, eu]
                size: 12 GiB
                items: 2M
                sensitivity: restricted
              - match: clicks-*
            decoys:
              tables: [customers-backup]
              keys:
              - {table: customers, partition: customerId=C-000017}
              - {table: orders, partition: customerId=C-000017, sort: "placedAt=a=b"}
              exempt: [arn:aws:iam::111122223333:role/DecoyKeeper]
            monitor:
              parts: ["https://sqs.*.amazonaws.com/111122223333/calls", /aws/cloudtrail]
              maintainers: [arn:aws:iam::111122223333:role/Deployment]
            thresholds:
              partiql: {memory: 30d}
            suppressions:
              - finding: bulk-read.*
                actor: arn:aws:iam::111122223333:role/Migration
                owner: payments
                reason: CHG-4711
                expires: 2027-03-31
            findings: {quietTime: 2h, lateness: 90s, minimumLevel: medium}
            placeholders:
              admin_roles: ["arn:aws:iam::*:role/Admin"]
            """);

    assertThat(policy.own())
        .isEqualTo(
            new Policy.Own(
                List.of("111122223333", "012345678901"),
                List.of("o-a1b2c3d4e5"),
                List.of("eu-west-1")));
    assertThat(policy.approved().exportBuckets()).containsExactly("exports-*");
    assertThat(policy.approved().keyGrantees())
        .containsExactly("arn:aws:iam::111122223333:role/Backup");
    assertThat(policy.approved().functionDeployers())
        .containsExactly("arn:aws:iam::111122223333:role/Deployer");
    assertThat(policy.approved().trustedAccounts()).containsExactly("222233334444");
    assertThat(policy.consumers())
        .containsExactly(
            new Policy.Consumer(
                "arn:aws:iam::111122223333:role/Projection",
                "arn:aws:dynamodb:*:111122223333:table/orders/stream/*"));
    assertThat(policy.partiqlUsers()).containsExactly("*role/Analyst*");
    assertThat(policy.tables().entries())
        .containsExactly(
            new Policy.Table(
                "orders",
                List.of("payments", "eu"),
                12L << 30,
                2_000_000,
                Policy.Sensitivity.RESTRICTED),
            new Policy.Table("clicks-*", List.of(), 0, 0, null));
    assertThat(policy.decoys())
        .isEqualTo(
            new Policy.Decoys(
                List.of("customers-backup"),
                List.of(
                    new Policy.DecoyKey("customers", "customerId=C-000017", ""),
                    new Policy.DecoyKey("orders", "customerId=C-000017", "placedAt=a=b")),
                List.of("arn:aws:iam::111122223333:role/DecoyKeeper")));
    assertThat(policy.monitor())
        .isEqualTo(
            new Policy.Monitor(
                List.of("https://sqs.*.amazonaws.com/111122223333/calls", "/aws/cloudtrail"),
                List.of("arn:aws:iam::111122223333:role/Deployment")));
    assertThat(policy.thresholds().of(PartiqlThresholds.class))
        .isEqualTo(
            new PartiqlThresholds(
                PartiqlThresholds.DEFAULTS.learning(),
                Duration.ofDays(30),
                PartiqlThresholds.DEFAULTS.massWrites()));
    assertThat(policy.suppressions())
        .containsExactly(
            new Policy.Suppression(
                "bulk-read.*",
                "arn:aws:iam::111122223333:role/Migration",
                "*",
                "payments",
                "CHG-4711",
                Instant.parse("2027-04-01T00:00:00Z").toEpochMilli()));
    assertThat(policy.findings())
        .isEqualTo(
            new Policy.Findings(
                Duration.ofHours(2), Duration.ofSeconds(90), Level.MEDIUM, List.of()));
    assertThat(policy.placeholders())
        .isEqualTo(Map.of("admin_roles", List.of("arn:aws:iam::*:role/Admin")));
  }

  /** The parser's own limit is 3 MiB. */
  @Test
  void readsPoliciesOfSeveralMebibytes() throws PolicyException {
    String entry = "  - match: orders # " + "x".repeat(4_000) + "\n";

    Policy policy = PolicyLoader.load("policy.yml", "version: 1\ntables:\n" + entry.repeat(1_000));

    assertThat(policy.tables().entries()).hasSize(1_000);
  }

  @Test
  void skipsOverridesOfOtherDetectors() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            thresholds:
              overrides:
                - recon: {looks: 500}
                - access: {refusals: 20}
            """);

    assertThat(policy.thresholds(ReconThresholds.class, "anybody", "orders").looks())
        .isEqualTo(500);
    assertThat(policy.thresholds(AccessThresholds.class, "anybody", "orders").refusals())
        .isEqualTo(20);
  }

  @Test
  void mergesOverridesIntoTheThresholdsOfTheFile() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            thresholds:
              bulkRead:
                slowPages: 7_000
                scanPages: {hour: 400}
              overrides:
                - actor: arn:aws:iam::111122223333:role/Nightly
                  bulkRead:
                    scanPages: {fiveMinutes: 5k}
            """);
    BulkReadThresholds base = BulkReadThresholds.DEFAULTS;
    BulkReadThresholds nightly =
        policy.thresholds(
            BulkReadThresholds.class,
            "arn:aws:iam::111122223333:role/Nightly",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/orders");

    assertThat(nightly.scanPages()).isEqualTo(new Floors(5_000, 400, base.scanPages().day()));
    assertThat(nightly.slowPages()).isEqualTo(7_000);
    assertThat(nightly.queryPages()).isEqualTo(base.queryPages());
    assertThat(policy.thresholds().overrides().get(0).values())
        .containsOnlyKeys(BulkReadThresholds.class);
    assertThat(
            policy.thresholds(
                BulkReadThresholds.class, "arn:aws:iam::111122223333:role/Other", "orders"))
        .isEqualTo(policy.thresholds().of(BulkReadThresholds.class));
  }

  @Test
  void readsEmptyFileAsDefaultsWithWarning() {
    for (String empty : List.of("", "# nothing yet\n", "---\n", "~\n")) {
      PolicyReading reading = PolicyLoader.read("policy.yml", empty, NOW);
      assertThat(reading.policy()).isEqualTo(Policy.defaults());
      assertThat(reading.problems())
          .extracting(Problem::severity, Problem::message)
          .containsExactly(
              tuple(Problem.Severity.WARNING, "the file is empty: all defaults apply"));
    }
  }

  @Test
  void readsKeyWithoutValueAsAbsent() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml", "version: 1\nown:\n  accounts:\ntables:\nthresholds: ~\nfindings: {}\n");
    assertThat(policy).isEqualTo(Policy.defaults());
  }

  @Test
  void followsAnchors() throws PolicyException {
    Policy policy =
        PolicyLoader.load(
            "policy.yml",
            """
            version: 1
            own: {accounts: &ours ["111122223333"]}
            approved: {exportAccounts: *ours}
            """);
    assertThat(policy.approved().exportAccounts()).containsExactly("111122223333");
  }

  @Test
  void reportsAnchorsThatContainThemselves() {
    PolicyReading reading =
        PolicyLoader.read(
            "policy.yml", "version: 1\nown: &o\n  accounts: &a [*a]\n  own: *o\n", NOW);
    assertThat(reading.policy()).isNull();
    assertThat(reading.problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("own.accounts[0]", "own.own");
  }

  @Test
  void reportsAllProblemsAtOnceInTheOrderOfTheFile() {
    assertThatThrownBy(
            () ->
                PolicyLoader.load(
                    "policy.yml",
                    """
                    own:
                      accounts: [1234]
                      region: [eu-west-1]
                    findings:
                      quietTime: soon
                    """))
        .isInstanceOfSatisfying(
            PolicyException.class,
            exception -> {
              assertThat(exception.file()).isEqualTo("policy.yml");
              assertThat(exception.problems())
                  .extracting(Problem::line, Problem::column, Problem::path)
                  .containsExactly(
                      tuple(1, 1, "version"),
                      tuple(2, 14, "own.accounts[0]"),
                      tuple(3, 3, "own.region"),
                      tuple(5, 14, "findings.quietTime"));
              assertThat(exception).hasMessageContaining("policy.yml:3:3: own.region: unknown key");
            });
  }

  @Test
  void warnsOfExpiredSuppressionsAndUsesTheFile() {
    String yaml =
        """
        version: 1
        suppressions:
          - finding: bulk-read.table-scan
            owner: payments
            reason: CHG-4711
            expires: 2026-05-31
        """;
    long end = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();

    assertThat(PolicyLoader.read("policy.yml", yaml, end - 1).problems()).isEmpty();
    PolicyReading expired = PolicyLoader.read("policy.yml", yaml, end);
    assertThat(expired.policy()).isNotNull();
    assertThat(expired.problems())
        .containsExactly(
            new Problem(
                Problem.Severity.WARNING,
                6,
                14,
                "suppressions[0].expires",
                "expired at the end of 2026-05-31 (UTC): it suppresses nothing",
                ""));
  }

  @ParameterizedTest
  @CsvSource({"2026-06-01, 0", "2027-06-01, 0", "2027-06-04, 1", "9999-12-31, 1"})
  void warnsOfASuppressionThatLastsForMoreThanAYear(String expires, int warnings) {
    String yaml =
        """
        version: 1
        suppressions:
          - {finding: partiql.full-scan, owner: me, reason: test, expires: %s}
        """
            .formatted(expires);
    PolicyReading reading =
        PolicyLoader.read("policy.yml", yaml, Instant.parse("2026-06-01T12:00:00Z").toEpochMilli());

    assertThat(reading.policy()).isNotNull();
    assertThat(reading.problems())
        .hasSize(warnings)
        .allSatisfy(problem -> assertThat(problem.message()).startsWith("is more than a year away"))
        .allMatch(problem -> problem.path().equals("suppressions[0].expires"));
  }

  @Test
  void warnsOfEntriesThatAreNeverReached() {
    PolicyReading reading =
        PolicyLoader.read(
            "policy.yml",
            """
            version: 1
            tables:
              - match: orders*
              - match: arn:aws:dynamodb:eu-west-1:111122223333:table/orders-eu
              - match: "*orders"
            thresholds:
              overrides:
                - partiql: {massWrites: 9}
                - actor: arn:aws:iam::111122223333:role/A
                  partiql: {massWrites: 8}
                - actor: arn:aws:iam::111122223333:role/A
                  bulkRead: {slowKeys: 8}
                - table: clicks
            """,
            NOW);
    assertThat(reading.policy()).isNotNull();
    assertThat(reading.problems())
        .extracting(Problem::line, Problem::path, Problem::message)
        .containsExactly(
            tuple(4, "tables[1].match", "is never reached: tables[0] matches all of it"),
            tuple(
                10,
                "thresholds.overrides[1].partiql",
                "is never reached: thresholds.overrides[0] matches all of it"),
            tuple(
                13,
                "thresholds.overrides[3]",
                "changes nothing: it has none of bulkRead, partiql, sensitiveData, destruction,"
                    + " tableCopies, consumers, recon, access, network, blindspot"));
  }

  @Test
  void reportsNoFollowUpProblemsOfInvalidEntries() {
    PolicyReading reading =
        PolicyLoader.read(
            "policy.yml",
            """
            version: 1
            tables:
              - match: "or ders"
              - match: clicks
            thresholds:
              overrides:
                - actor: [everybody]
                  bulkRead: {slowKeys: 8}
                - bulkRead: {slowKeys: 9}
            suppressions:
              - finding: "*"
                actor: Admin
                owner: payments
                reason: CHG-4711
                expires: 2027-03-31
            """,
            NOW);
    assertThat(reading.problems())
        .extracting(Problem::path)
        .containsExactly(
            "tables[0].match", "thresholds.overrides[0].actor", "suppressions[0].actor");
  }

  @Test
  void readsFilesFromWindows() throws PolicyException {
    Policy policy =
        PolicyLoader.load("policy.yml", "\uFEFFversion: 1\r\nfindings:\r\n  quietTime: 2h\r\n");
    assertThat(policy.findings().quietTime()).isEqualTo(Duration.ofHours(2));
  }
}

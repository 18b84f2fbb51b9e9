package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.ocsf.ExampleFindings;
import io.exposuremonitor.job.report.TerminalSummary.Style;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TerminalSummaryTest {
  private static final Style WIDE = new Style(120, false, true);

  @Test
  void printsOneLinePerFindingOnWideTerminals() {
    assertThat(TerminalSummary.render(ExampleReports.twoDays(), WIDE))
        .isEqualTo(
            """
            4 findings at high or above in 1 account
            412,331 records of 2 days, 3 files and 12 records skipped
            2 critical, 2 high, 1 medium, 1 low

            4 incidents, times in UTC:
            critical      risk  86  2026-03-03 06:02  user/deploy-ci: 2 findings (defense evasion → exfiltration) on 2 resources;
                                                      worst: User deploy-ci exported table Payments to bucket acme-transfer of
                                                      account 999988887777.
            high          risk  71  2026-03-03 01:50  role/BillingReports: 2 findings (discovery → collection) on table/Customers;
                                                      worst: Role BillingReports scanned 4,318 pages (about 62 %) of table Customers
                                                      in 3 h 28 min.
            high          risk  60  2026-03-02 21:05  Role PlatformAdmin restored table Customers as Customers-copy.
            medium        risk  35  2026-03-02 14:20  A person ran 6 PartiQL statements on table Orders from a browser.

            LEVEL     FINDING                           ACTOR           RESOURCE              FROM (UTC)                 HOW MUCH
            critical  export.to-unapproved-destination  deploy-ci       Payments              2026-03-03 06:02
            critical  blindspot.logging-stopped         deploy-ci       management            2026-03-03 06:20
            high      backup.restored-under-new-name    PlatformAdmin   Customers-copy        2026-03-02 21:05
            high      bulk-read.table-scan              BillingReports  Customers             2026-03-03 02:14  4,318 pages, 62 %
            medium    partiql.console                   a1b2c3d4        Orders                2026-03-02 14:20       6 statements
            low       recon.enumeration                 BillingReports  account 111122223333  2026-03-03 01:50          41 tables

            Read 1,201 of 1,204 files, 709 MiB
            Skipped 12 records: no eventTime
            Skipped 3 files and 12 records:
              logs/2026/03/02/digest_20260302T0000Z.json.gz  digest file
              logs/2026/03/02/part-0007.json.gz              gzip ends early
              logs/README.md                                 not JSON
              and 12 more
            """);
  }

  @Test
  void printsTwoLinesPerFindingOnNarrowTerminals() {
    assertThat(TerminalSummary.render(ExampleReports.twoDays(), new Style(64, false, false)))
        .contains(
            """
            4 incidents, times in UTC:
            critical      risk  86  2026-03-03 06:02
                      user/deploy-ci: 2 findings (defense evasion ->
                      exfiltration) on 2 resources; worst: User deploy-ci
                      exported table Payments to bucket acme-transfer of ...
            """,
            """

            critical  export.to-unapproved-destination  2026-03-03 06:02 UTC
                      deploy-ci > Payments
            """,
            """

            high      bulk-read.table-scan              2026-03-03 02:14 UTC
                      BillingReports > Customers           4,318 pages, 62 %
            """);
  }

  @Test
  void distinguishesActorsOfSameNameByAccount() {
    Finding scan = ExampleFindings.tableScan();
    Actor other = new Actor(Actor.Kind.ROLE, scan.actor().id().replace("1111", "9999"), "");
    ReportData twoAccounts =
        ExampleReports.of(
            List.of(scan, ExampleFindings.with(scan, other, scan.resource(), "other")));

    assertThat(TerminalSummary.render(twoAccounts, WIDE))
        .contains("  BillingReports · 111122223333  ", "  BillingReports · 999922223333  ");
    assertThat(TerminalSummary.render(twoAccounts, new Style(80, false, false)))
        .contains("BillingReports - 111122223333 > Customers  ");
  }

  @Test
  void longActorLeavesRoomForResourceOnNarrowTerminals() {
    Finding export =
        ExampleFindings.with(
            ExampleFindings.export(),
            ExampleFindings.role("ProdStack-OrdersProjectionServiceRole-".repeat(3)),
            ExampleFindings.table("customers"),
            "u");

    assertThat(
            TerminalSummary.render(ExampleReports.of(List.of(export)), new Style(80, false, true)))
        .contains(
            "          ProdStack-OrdersProjectionServiceRole-ProdStack-OrdersPro… > customers\n");
  }

  @Test
  void saysWhatWasReadWithoutFindings() {
    assertThat(TerminalSummary.render(ExampleReports.withoutFindings(), WIDE))
        .startsWith("Nothing found\n412,331 records of 2 days")
        .contains("Read 1,201 of 1,204 files, 709 MiB");
    assertThat(TerminalSummary.render(ExampleReports.nothingRead(), WIDE))
        .startsWith("Nothing was read\n0 records, 1 file skipped\n")
        .contains("  notes.txt  not JSON");
  }

  @Test
  void saysWhatThePolicyKeptBack() {
    assertThat(TerminalSummary.render(ExampleReports.keptBack(), WIDE))
        .startsWith("Nothing found\n")
        .contains(
            "\n\nNot reported, by the policy: 3 signals suppressed, 1 signal of disabled detectors,"
                + " 1,200 findings below the lowest level\n");
    assertThat(TerminalSummary.render(ExampleReports.twoDays(), WIDE))
        .doesNotContain("by the policy");
  }

  @Test
  void reportsBrokenInputsWithoutFindings() {
    assertThat(TerminalSummary.render(ExampleReports.broken(), WIDE))
        .isEqualTo(
            """
            Nothing found in what could be read: 3 inputs were broken or cut off
            24 records of 2 days, 2 files and the rest of 1 file skipped

            Read 4 of 6 files, 6.8 KiB
            Skipped 2 files and the rest of 1 file:
              bad.json       not-json: at byte 0
              cut.json       truncated: at byte 28
              trunc.json.gz  broken off after 11 records; what followed is lost
            """);
  }

  @Test
  void cutsNothingWithoutTerminal() {
    String name = "a-very-long-name-of-a-role-".repeat(20);

    assertThat(
            TerminalSummary.render(
                ExampleReports.of(
                    List.of(
                        ExampleFindings.with(
                            ExampleFindings.export(), ExampleFindings.role(name), "s", "u"))),
                new Style(Integer.MAX_VALUE, false, true)))
        .contains("  " + name + "  ")
        .doesNotContain("…");
  }

  @Test
  void reportsItemChanges() {
    ReportData.ItemChanges changes = new ReportData.ItemChanges(2, 1_200, 30, 4, 3);

    assertThat(TerminalSummary.render(ExampleReports.changesOnly(changes), WIDE))
        .startsWith("Nothing found: no CloudTrail record was read\n0 records, 1,234 item changes")
        .contains(
            "1,234 item changes of 2 tables: 1,200 inserted, 30 modified, 4 removed (3 expired)");
    assertThat(TerminalSummary.render(ExampleReports.nothingRead(), WIDE))
        .doesNotContain("item change");
  }

  @Test
  void addsColourOnlyOnRequestAndLeavesTextUnchanged() {
    String plain = TerminalSummary.render(ExampleReports.twoDays(), WIDE);
    String coloured = TerminalSummary.render(ExampleReports.twoDays(), new Style(120, true, true));

    assertThat(plain).doesNotContain("\u001B");
    assertThat(coloured).contains("\u001B[1;31mcritical\u001B[0m  export");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void countsFindingsThatWereNotKept() {
    List<Finding> listed =
        ExampleFindings.all().stream().filter(f -> f.level().atLeast(Level.HIGH)).toList();
    String flood =
        TerminalSummary.render(
            ExampleReports.of(listed, Map.of(Level.HIGH, 90_000L, Level.LOW, 4L)), WIDE);
    assertThat(flood)
        .startsWith("90,00")
        .contains(" at high or above in 1 account or more\n", " high, 4 low\n")
        .contains("\nand 90,004 more (all of them with --findings)\n");

    assertThat(TerminalSummary.render(ExampleReports.of(listed, Map.of(Level.LOW, 4L)), WIDE))
        .startsWith(listed.size() + " findings at high or above in 1 account\n");
  }

  @Test
  void cutsLongListsAndCountsRest() {
    assertThat(TerminalSummary.render(ExampleReports.many(500), WIDE))
        .contains("\nand 480 more (all of them with --findings)\n");
    assertThat(TerminalSummary.render(ExampleReports.many(50), WIDE))
        .contains("\nand 30 more (all of them with --report)\n");
  }

  @Test
  void escapesControlCharactersInNames() {
    String session = "\u001B]0;owned\u0007\u001B[2J\r\n\u202E";

    String text =
        TerminalSummary.render(
            ExampleReports.of(
                List.of(
                    ExampleFindings.with(
                        ExampleFindings.export(), ExampleFindings.role(session), session, "u"))),
            WIDE);

    assertThat(text).doesNotContain("\u001B", "\u0007", "\r", "\u202E");
  }

  @Property(tries = 100)
  void noLineIsEverWiderThanTheTerminal(
      @ForAll @IntRange(min = 20, max = 160) int width,
      @ForAll boolean unicode,
      @ForAll String name) {
    ReportData data =
        ExampleReports.of(
            List.of(
                ExampleFindings.tableScan(),
                ExampleFindings.with(
                    ExampleFindings.export(), ExampleFindings.role(name), name, "u")));

    String text = TerminalSummary.render(data, new Style(width, false, unicode));

    assertThat(text.lines())
        .allMatch(line -> Columns.of(line) <= width)
        .allMatch(line -> line.equals(line.stripTrailing()));
    if (!unicode) {
      assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
    }
  }
}

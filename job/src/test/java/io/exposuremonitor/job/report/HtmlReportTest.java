package io.exposuremonitor.job.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.ocsf.ExampleFindings;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String ATTACK =
      "x</script></style></title>\"'><img src=x onerror=alert(1)><svg onload=alert(1)>";

  private final String page = HtmlReport.render(ExampleReports.twoDays());

  @Test
  void showsVerdictAtTop() {
    assertThat(textOf(page))
        .containsSubsequence(
            "Exposure report: CloudTrail logs in logs/2026/03",
            "4 findings at high or above in 1 account",
            "412,331 records of 2 days, 3 files and 12 records skipped",
            "2026-03-02 00:00 – 2026-03-03 23:58 UTC",
            "2 critical",
            "2 high",
            "1 medium",
            "1 low",
            "0 informational");
  }

  @Test
  void findingShowsActorResourceTimeAmountAndEvidence() {
    String card = page.substring(page.indexOf("id=f3"), page.indexOf("id=f4"));

    assertThat(textOf(card))
        .containsSubsequence(
            "High",
            "Table read page by page",
            "BillingReports → Customers",
            "4,318 pages, 62 %",
            "2026-03-03 02:14 – 05:41",
            "Role BillingReports scanned 4,318 pages",
            "arn:aws:iam::111122223333:role/BillingReports",
            "203.0.113.77",
            "session i-0abc1234def567890",
            "key ASIAEXAMPLEKEY000001",
            "aws-cli/2.15.30",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/Customers",
            "2026-03-03 02:14:07 – 2026-03-03 05:41:52, 3 h 27 min",
            "coverage 62 %",
            "estimated 4.2 GiB",
            "operation Scan",
            "4f2a7c10-91f0-4c55-9d1e-0a4be0f3c111",
            "Confidence high",
            "Detected by bulk-read.table-scan",
            "T1213.006 Databases");
    assertThat(card).contains("href=https://attack.mitre.org/techniques/T1213/006/");
  }

  @Test
  void incidentsLinkToEachFinding() {
    String section = page.substring(page.indexOf("id=incidents"), page.indexOf("id=timeline"));

    assertThat(textOf(section)).containsSubsequence("Incidents", "Critical", "2 findings", "risk");
    assertThat(section.split("<a href=#f", -1)).as("a link for each finding").hasSize(7);
    assertThat(page.indexOf("id=incidents")).isLessThan(page.indexOf("id=findings"));
  }

  @Test
  void incidentOfOneFindingShowsItsMessageOnce() {
    String alone = HtmlReport.render(ExampleReports.of(List.of(ExampleFindings.export())));
    String section = alone.substring(alone.indexOf("id=incidents"), alone.indexOf("id=timeline"));

    assertThat(textOf(section)).containsOnlyOnce(ExampleFindings.export().message());
  }

  @Test
  void onlyWorstFindingIsExpanded() {
    assertThat(page).containsPattern("<details class='finding critical' id=f0 [^>]* open>");
    assertThat(page.split("<details class='finding [^>]* open>", -1)).hasSize(2);
  }

  @Test
  void countsFindingsThatWereNotKept() {
    String flood =
        HtmlReport.render(
            ExampleReports.of(ExampleReports.many(500).findings(), Map.of(Level.LOW, 70_000L)));
    assertThat(textOf(flood))
        .contains("The 300 worst of 70,500 findings are shown on this page.", "70,", " low");
  }

  @Test
  void countsOmittedIncidents() {
    ReportData two = ExampleReports.twoDays();
    Incident worst = two.incidents().get(0);
    String large =
        HtmlReport.render(
            new ReportData(
                two.title(),
                two.inputs(),
                two.checks(),
                two.findings(),
                Map.of(),
                Collections.nCopies(IncidentCards.MAX_SHOWN + 5, worst),
                7,
                two.run()));

    assertThat(large.split("class='incident ", -1)).hasSize(1 + IncidentCards.MAX_SHOWN);
    assertThat(textOf(large)).contains("12 further incidents, none of them worse");
  }

  @Test
  void everyInternalLinkHasTarget() {
    Matcher links = Pattern.compile("href=#([a-z0-9]+)").matcher(page);
    int found = 0;
    while (links.find()) {
      assertThat(page).containsPattern(" id=" + links.group(1) + "[ >]");
      found++;
    }
    assertThat(found).isGreaterThan(20);
  }

  @Test
  void writesIdenticalRemediationsOnce() {
    String many = HtmlReport.render(ExampleReports.many(60));

    assertThat(many.split("iam:UpdateAssumeRolePolicy", -1).length - 1)
        .as("one for each of the analytics whose steps contain the actor")
        .isLessThanOrEqualTo(6);
    assertThat(many.split("href=#d", -1).length - 1).isEqualTo(60);
  }

  @Test
  void timelineHasBarPerFindingAndRowPerActor() {
    String timeline = page.substring(page.indexOf("<svg"), page.indexOf("</svg>"));

    assertThat(timeline.split("<a href=#f", -1)).hasSize(7);
    assertThat(textOf(timeline))
        .containsSubsequence(
            "2 Mar", "3 Mar", "user deploy-ci", "role PlatformAdmin", "role BillingReports");
  }

  @Test
  void matrixShowsWorstLevelAndHowMuch() {
    String matrix = page.substring(page.indexOf("class=matrix"), page.indexOf("id=findings"));

    assertThat(textOf(matrix))
        .containsSubsequence(
            "deploy-ci", "Critical", "BillingReports", "High", "4,318 pages", "6 statements");
  }

  @Test
  void actorsOfSameNameHaveSeparateRows() {
    Finding scan = ExampleFindings.tableScan();
    Actor other = new Actor(Actor.Kind.ROLE, scan.actor().id().replace("1111", "9999"), "");
    String two =
        HtmlReport.render(
            ExampleReports.of(
                List.of(scan, ExampleFindings.with(scan, other, scan.resource(), "other"))));

    assertThat(two.split("<text class=who", -1)).hasSize(3);
    assertThat(textOf(two.substring(two.indexOf("<svg"), two.indexOf("id=findings"))))
        .containsSubsequence(
            "role BillingReports · 111122223333",
            "role BillingReports · 999922223333",
            "Who touched what",
            "BillingReports · 111122223333",
            "BillingReports · 999922223333");
  }

  @Test
  void matrixNamesTableInEachCellAndCountsOmittedRows() {
    String many = textOf(HtmlReport.render(ExampleReports.many(200)));

    assertThat(page).contains("<i class=to>→ Customers</i>High");
    assertThat(many).containsPattern("… and \\d+ more actors and \\d+ more resources: see");
  }

  @Test
  void namesGuideIfThereIsOne() {
    Finding scan = ExampleFindings.tableScan();
    Analytic guided =
        new Analytic(
            scan.analytic().id(),
            scan.analytic().title(),
            scan.analytic().type(),
            List.of(),
            "docs/detectors/bulk-read.md");

    assertThat(page).doesNotContain("Guide:");
    assertThat(
            HtmlReport.render(
                ExampleReports.of(List.of(scan.toBuilder().analytic(guided).build()))))
        .contains("Guide: <code>docs/detectors/bulk-read.md</code>");
  }

  @Test
  void showsSkippedFilesAndLimitations() {
    assertThat(textOf(page))
        .containsSubsequence(
            "What was not seen",
            "3 files and 12 records skipped",
            "logs/2026/03/02/part-0007.json.gz",
            "gzip ends early",
            "12 records skipped: no eventTime",
            "New behaviour",
            "these span 2 days",
            "CloudTrail doesn't record them by default");
  }

  @Test
  void lookupInstructionsSayThatEventHistoryLacksDataEvents() {
    assertThat(textOf(page))
        .containsSubsequence(
            "find logs/2026/03 -name '*.json*' -print0 | xargs -0 gzip -cdf | jq -c",
            "Athena",
            "are not in it",
            "lookup-events");
  }

  @Test
  void stepsAboutRoleOfPermissionSetDiffer() {
    Finding scan = ExampleFindings.tableScan();
    Actor person = ExampleFindings.role("AWSReservedSSO_Admin_0123456789abcdef");
    Finding byPerson = ExampleFindings.with(scan, person, scan.resource(), "by-person");
    String both = HtmlReport.render(ExampleReports.of(List.of(scan, byPerson)));

    assertThat(textOf(both.substring(both.indexOf("id=todo"), both.indexOf("id=lookup"))))
        .containsOnlyOnce("by role of a permission set")
        .containsOnlyOnce("iam:PutRolePolicy")
        .containsOnlyOnce("sso:PutInlinePolicyToPermissionSet");
  }

  @Test
  void showsWhatWasCheckedWithoutFindings() {
    String withoutFindings = textOf(HtmlReport.render(ExampleReports.withoutFindings()));

    assertThat(withoutFindings)
        .containsSubsequence(
            "Nothing found",
            "31 rules and 10 detectors examined 412,331 records",
            "bulk-read.table-scan",
            "3 files and 12 records skipped",
            "Own accounts");
  }

  @Test
  void saysWhatThePolicyKeptBackIfNothingIsLeft() {
    assertThat(textOf(HtmlReport.render(ExampleReports.keptBack())))
        .contains("Not reported, by the policy: 3 signals suppressed, 1 signal of disabled");
    assertThat(HtmlReport.render(ExampleReports.withoutFindings()))
        .doesNotContain("Not reported, by the policy");
  }

  @Test
  void doesNotClaimAllClearWithoutDataEvents() {
    ReportData withoutFindings = ExampleReports.withoutFindings();
    ReportData.Inputs in = withoutFindings.inputs();
    ReportData.Inputs management =
        new ReportData.Inputs(
            in.files(),
            in.bytes(),
            in.records(),
            0,
            in.firstEvent(),
            in.lastEvent(),
            List.of(),
            0,
            0,
            Map.of(),
            0,
            ReportData.ItemChanges.NONE);

    String text =
        textOf(
            HtmlReport.render(
                new ReportData(
                    withoutFindings.title(),
                    management,
                    withoutFindings.checks(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    0,
                    withoutFindings.run())));

    assertThat(text)
        .containsSubsequence(
            "Nothing found, but reads were not recorded",
            "No data events were read.",
            "Every file was read completely");
  }

  @Test
  void saysThatNothingWasReadWithoutRecords() {
    assertThat(textOf(HtmlReport.render(ExampleReports.nothingRead())))
        .containsSubsequence("Nothing was read", "0 records, 1 file skipped", "notes.txt");
  }

  @Test
  void loadsNothingFromNetwork() {
    assertThat(page)
        .doesNotContainPattern(
            "(?i)\\bsrc\\s*=|<link|@import|url\\(|fetch\\(|XMLHttpRequest|<iframe")
        .contains("default-src 'none'");
    Matcher links = Pattern.compile("https?://[^/\\s\"'<>]+").matcher(page);
    while (links.find()) {
      assertThat(links.group()).isEqualTo("https://attack.mitre.org");
    }
  }

  @Test
  void contentSecurityPolicyAllowsOnlyOwnStyleAndScript() throws Exception {
    for (String tag : List.of("style", "script")) {
      String content =
          page.substring(
              page.indexOf("<" + tag + ">") + tag.length() + 2, page.indexOf("</" + tag));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      assertThat(page)
          .contains(tag + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }
    assertThat(page)
        .doesNotContain("unsafe-inline")
        .doesNotContainPattern("<[^>]+ (style|on\\w+)=");
  }

  @Test
  void escapesTextOfFindings() {
    String hostile = HtmlReport.render(ExampleReports.of(List.of(hostile(ATTACK))));

    assertThat(hostile).doesNotContain("<img", "<svg onload", "x</script>", "x</style>");
    assertThat(tagsOf(hostile))
        .isEqualTo(tagsOf(HtmlReport.render(ExampleReports.of(List.of(hostile("plain"))))));
  }

  @Test
  void escapesTitlesAndFileNames() {
    ReportData withoutFindings = ExampleReports.withoutFindings();
    ReportData.Inputs in = withoutFindings.inputs();
    ReportData.Inputs inputs =
        new ReportData.Inputs(
            1,
            1,
            1,
            1,
            in.firstEvent(),
            in.lastEvent(),
            List.of(new ReportData.Skipped(ATTACK, ATTACK)),
            1,
            0,
            Map.of(ATTACK, 1L),
            0,
            ReportData.ItemChanges.NONE);
    ReportData.Checks checks =
        new ReportData.Checks(
            1,
            List.of(ATTACK),
            ATTACK,
            List.of(new ReportData.Entry(ATTACK, ATTACK)),
            Map.of(ATTACK, 1L),
            ReportData.KeptBack.NOTHING);

    String hostile =
        HtmlReport.render(
            new ReportData(
                ATTACK,
                inputs,
                checks,
                List.of(),
                Map.of(),
                List.of(),
                0,
                new ReportData.Run(0, ATTACK, ATTACK, ATTACK)));

    assertThat(hostile).doesNotContain("<img", "<svg", "x</script>", "x</style>", "x</title>");
  }

  @Property(tries = 100)
  void anyTextLeavesTagsOfPageUnchanged(@ForAll String text) {
    String given = HtmlReport.render(ExampleReports.of(List.of(hostile("a" + text))));
    String plain = HtmlReport.render(ExampleReports.of(List.of(hostile("plain"))));

    assertThat(tagsOf(given)).isEqualTo(tagsOf(plain));
  }

  @Test
  void formatsOnlyNamesInSentencesAsCode() {
    String sentence =
        new Html()
            .sentence("9 pages of `shop.Orders-2` read, `<b>` and `a`b` are no names", 600)
            .toString();

    assertThat(sentence)
        .isEqualTo(
            "9 pages of <code>shop.Orders-2</code> read, `&lt;b&gt;` and <code>a</code>b` are no"
                + " names");
  }

  @Test
  void escapesDirectionMarksAndCutsLongText() {
    String hostile =
        HtmlReport.render(ExampleReports.of(List.of(hostile("\u202Egnp.exe" + "A".repeat(1_024)))));

    assertThat(hostile).contains("\\u202Egnp.exe").doesNotContain("\u202E");
    assertThat(hostile).doesNotContain("A".repeat(601));
  }

  @Test
  void twoHundredFindingsStayUnder400Kilobytes() {
    assertThat(HtmlReport.render(ExampleReports.many(200)).getBytes(UTF_8).length)
        .isLessThan(400 * 1024);
  }

  @Test
  void listsWorstOfThousandsOfFindingsAndCountsRest() {
    String flood = HtmlReport.render(ExampleReports.many(3_000));

    assertThat(flood.split("<details class='finding ", -1)).hasSize(HtmlReport.MAX_LISTED + 1);
    assertThat(textOf(flood))
        .contains(
            "The 300 worst of 3,000 findings are shown on this page. Left out: 700 critical,"
                + " 1,000 high, 500 medium, 500 low.")
        .contains("other actors");
    assertThat(flood.getBytes(UTF_8).length).isLessThan(700 * 1024);
  }

  @Test
  void pageDoesNotDependOnOrderOfFindings() {
    List<Finding> reversed = new ArrayList<>(ExampleFindings.all());
    Collections.reverse(reversed);

    assertThat(HtmlReport.render(ExampleReports.of(reversed))).isEqualTo(page);
  }

  /** A finding whose every text is {@code text}. */
  private static Finding hostile(String text) {
    Finding scan = ExampleFindings.tableScan();
    return scan.toBuilder()
        .uid(text)
        .analytic(new Analytic(text, text, scan.analytic().type(), List.of(text), text))
        .actor(new Actor(Actor.Kind.ROLE, text, text))
        .resource(text)
        .account(text)
        .region(text)
        .message(text)
        .evidence(
            new Evidence(
                Map.of(text, 1L),
                Map.of(text, text),
                List.of(
                    new EventReference(
                        text, new Origin(text, text, text, text, text, text, true)))))
        .build();
  }

  /**
   * The names of the page's tags in order, as a browser would parse them, without {@code code}: it
   * stands for backquotes in the text.
   */
  private static List<String> tagsOf(String html) {
    return Pattern.compile("</?[a-zA-Z!][a-zA-Z0-9]*")
        .matcher(html)
        .results()
        .map(MatchResult::group)
        .filter(tag -> !tag.endsWith("code"))
        .toList();
  }

  private static String textOf(String html) {
    return html.replaceAll("(?s)<(style|script)>.*?</\\1>", " ")
        .replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ")
        .replaceAll(" ([,.])", "$1");
  }
}

package io.exposuremonitor.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.job.Chromium;
import io.exposuremonitor.job.ocsf.ExampleFindings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect of the page's script, if a browser is installed. */
@Tag("slow")
class HtmlReportInBrowserTest {
  @TempDir private Path folder;

  @Test
  void fillsInCommandsOfOpenFinding() throws Exception {
    String rendered = rendered(ExampleFindings.tableScan());

    assertThat(rendered)
        .contains(
            "find logs/2026/03 -name",
            "select(IN(.eventID, .sharedEventID;"
                + " \"4f2a7c10-91f0-4c55-9d1e-0a4be0f3c111\","
                + " \"8b1d6a52-0e3b-4e0f-b7c4-5f1f2b6c2222\"))'",
            "resource: \"arn:aws:dynamodb:eu-west-1:111122223333:table/Customers\"\n");
  }

  /** The event history has each event in one Region only. */
  @Test
  void looksUpEventsInRegionOfResource() throws Exception {
    Finding stopped = ExampleFindings.loggingStopped();
    Finding opened = stopped.toBuilder().resource("arn:aws:s3:::backups").build();

    assertThat(rendered(stopped))
        .contains("aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes ");
    assertThat(rendered(opened))
        .contains("aws cloudtrail lookup-events --region REGION --lookup-attributes ");
  }

  @Test
  void suppressionOfAllTablesUsesPattern() throws Exception {
    Finding many =
        ExampleFindings.tableScan().toBuilder().resource(ExampleFindings.table("*")).build();

    assertThat(rendered(many))
        .contains("\n    resource: \"arn:aws:dynamodb:eu-west-1:111122223333:table/*\"\n");
  }

  @Test
  void leavesNamesWithAStarToBeFilledInByHand() throws Exception {
    Finding odd =
        ExampleFindings.tableScan().toBuilder()
            .actor(ExampleFindings.role("any*"))
            .resource("arn:aws:s3:::backups/*")
            .build();

    assertThat(rendered(odd))
        .contains(
            "\n    # actor: \"arn:aws:iam::111122223333:role/any*\"  (its * would match others too)"
                + "\n    actor: ACTOR_ARN ",
            "\n    # resource: \"arn:aws:s3:::backups/*\"  (its * would match others too)"
                + "\n    resource: RESOURCE_ARN ");
  }

  /** Paper has nothing to click on, and the marks that show whether a part is open disappear. */
  @Test
  void printsEverythingInWideColumns() throws Exception {
    String page =
        page(ExampleFindings.tableScan(), ExampleFindings.loggingStopped())
            .replaceFirst("<meta http-equiv=Content-Security-Policy[^>]*>", "")
            .replace("@media print", "@media all");

    String rendered =
        rendered(
            page
                + """
                <script>
                  dispatchEvent(new Event('beforeprint'));
                  const titles = [...document.querySelectorAll(
                      'details:is(.finding, .incident) > summary > span:nth-child(2)')];
                  document.title = [
                    titles.length,
                    'titles, narrow:', titles.filter(title => title.clientWidth < 300).length,
                    'closed:', titles.filter(title => !title.closest('details').open).length,
                  ].join(' ');
                </script>
                """);

    assertThat(rendered).contains("<title>4 titles, narrow: 0 closed: 0</title>");
  }

  private static String page(Finding... findings) throws Exception {
    return HtmlReport.render(ExampleReports.of(List.of(findings)));
  }

  private String rendered(Finding finding) throws Exception {
    return rendered(page(finding));
  }

  private String rendered(String page) throws Exception {
    assumeTrue(
        Chromium.path().isPresent(),
        "NOT TESTED: the report in a browser, since no chromium is on the PATH");
    Path file = folder.resolve("report.html");
    Files.writeString(file, page);
    return Chromium.dom(file.toUri().toString(), folder);
  }
}

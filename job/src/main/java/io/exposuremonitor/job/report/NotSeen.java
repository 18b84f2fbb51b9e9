package io.exposuremonitor.job.report;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Writes what the run could not see: skipped inputs, and calls that CloudTrail never records. */
final class NotSeen {
  private static final int MAX_NAMED = 40;
  private static final long WEEK_MILLIS = Duration.ofDays(7).toMillis();
  private static final String LIMITS =
      """
      <li>Reads and writes of items are seen only where a trail records DynamoDB data events for the
      table; streams likewise. CloudTrail doesn't record them by default.
      <li>CloudTrail records requests, not results: pages are counted, items returned are not.
      <li>Reads answered by a DAX cluster never reach DynamoDB and leave no record.
      <li>Parameters over 100 KB are left out of a record.
      <li>What happened outside the period, the accounts and the regions of these files.
      </ul>
      """;

  private NotSeen() {}

  static void write(ReportData.Inputs inputs, Html html) {
    html.raw("<section id=unseen><h2>What was not seen</h2>\n");
    if (inputs.records() > 0 && inputs.dataEvents() == 0) {
      html.raw(
          "<p class=warn><b>No data events were read.</b> Scans, queries, item reads, PartiQL");
      html.raw(" and stream reads could not be found in these files at all.</p>\n");
    }
    skipped(inputs, html);
    new TreeMap<>(inputs.unreadableRecords())
        .forEach(
            (reason, count) ->
                html.raw("<p>")
                    .raw(Units.count(count, "record"))
                    .raw(" skipped: ")
                    .text(reason, 300)
                    .raw("</p>\n"));
    html.raw("<ul class=limits>\n");
    if (inputs.records() > 0 && inputs.lastEvent() - inputs.firstEvent() < WEEK_MILLIS) {
      html.raw(
          "<li>New behaviour, such as the first use of PartiQL, a new reader or a new origin:");
      html.raw(" it is reported after a week of logs by default, and these span ");
      html.raw(Units.span(inputs.firstEvent(), inputs.lastEvent())).raw(".\n");
    }
    html.raw(LIMITS).raw("</section>\n");
  }

  private static void skipped(ReportData.Inputs inputs, Html html) {
    List<ReportData.Skipped> skipped = inputs.skipped();
    if (skipped.isEmpty()) {
      html.raw("<p>Every file was read completely.</p>\n");
      return;
    }
    html.raw("<p>").raw(inputs.skippedInNumbers()).raw(" skipped:</p>\n");
    html.raw("<div class=scroll><table class=plain><thead><tr><th scope=col>File");
    html.raw("<th scope=col>Reason<tbody>");
    int named = Math.min(MAX_NAMED, skipped.size());
    for (ReportData.Skipped input : skipped.subList(0, named)) {
      html.raw("<tr><td><code>").text(input.name(), 400).raw("</code><td>");
      html.text(input.reason(), 300);
    }
    html.raw("</table></div>\n");
    long more = inputs.skippedInAll() - named;
    if (more > 0) {
      html.raw("<p class=hint>and ").raw(Units.count(more)).raw(" more.</p>\n");
    }
  }
}

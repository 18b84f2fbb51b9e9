package io.exposuremonitor.job.report;

/**
 * Writes the page's content when nothing was found: the checks that were made, so that the reader
 * can trust the result.
 */
final class NothingFound {
  private NothingFound() {}

  static void write(ReportData data, Html html) {
    html.raw("<section id=nothing><h2>What was looked for</h2>\n");
    if (data.inputs().records() == 0) {
      html.raw(
          "<p class=warn>No CloudTrail record was read, so nothing could be looked for.</p>\n");
    } else {
      html.raw("<p>").raw(Units.count(data.checks().rules(), "rule")).raw(" and ");
      html.raw(Units.count(data.checks().detectors().size(), "detector")).raw(" examined ");
      html.raw(Units.count(data.inputs().records(), "record")).raw(" (");
      html.raw(Units.count(data.inputs().dataEvents(), "data event"));
      html.raw(") and raised no finding under the policy below.</p>\n<ul class=chips>");
      data.checks().detectors().forEach(id -> html.raw("<li>").text(id, 80));
      html.raw("</ul>\n");
      String keptBack = data.checks().keptBack().inWords();
      if (!keptBack.isEmpty()) {
        html.raw("<p class=warn>Not reported, by the policy: ").raw(keptBack).raw(".</p>\n");
      }
    }
    html.raw("</section>\n");
  }
}

package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders a run as one self-contained page: it loads nothing from the network, and works from a
 * file, in dark mode, on paper and without scripts, which only add filters, filled-in commands and
 * copying.
 *
 * <p>A content security policy allows the page's own style and script by their hashes and nothing
 * else, so that a finding's text could do no harm even if it were taken for markup.
 *
 * <p>The same data give the same page, byte for byte.
 */
public final class HtmlReport {
  /** Maximum number of findings listed, the worst first; the page says how many were omitted. */
  static final int MAX_LISTED = 300;

  private static final Asset STYLE = Asset.of("report.css");
  private static final Asset SCRIPT = Asset.of("report.js");

  private HtmlReport() {}

  /** The whole page. */
  public static String render(ReportData data) {
    List<Finding> episodes = Episodes.of(data.findings());
    List<Finding> listed = episodes.subList(0, Math.min(MAX_LISTED, episodes.size()));
    Labels labels = Labels.of(listed, data.incidents());
    Html html = new Html();
    head(data, html);
    masthead(data, episodes, html);
    html.raw("<main>\n");
    if (episodes.isEmpty()) {
      NothingFound.write(data, html);
    } else {
      new IncidentCards(listed, labels, html).write(data.incidents(), data.omittedIncidents());
      pictures(listed, labels, data.inputs(), html);
      findings(episodes, listed, labels, data, html);
    }
    DryRuns.write(data.checks().dryRuns(), html);
    NotSeen.write(data.inputs(), html);
    Provenance.write(data, html);
    html.raw("</main>\n<script>").raw(SCRIPT.text()).raw("</script>\n</html>\n");
    return html.toString();
  }

  private static void head(ReportData data, Html html) {
    html.raw("<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n");
    html.raw("<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src ");
    html.raw(STYLE.hash()).raw("; script-src ").raw(SCRIPT.hash());
    html.raw("; base-uri 'none'; form-action 'none'\">\n");
    html.raw("<meta name=viewport content='width=device-width, initial-scale=1'>\n");
    html.raw("<meta name=color-scheme content='light dark'>\n");
    html.raw("<meta name=referrer content=no-referrer>\n");
    html.raw("<title>Exposure report: ").text(data.title(), 200).raw("</title>\n");
    html.raw("<style>").raw(STYLE.text()).raw("</style>\n");
  }

  private static void masthead(ReportData data, List<Finding> episodes, Html html) {
    Verdict verdict = Verdict.of(episodes, data);
    String worstLevel = episodes.isEmpty() ? "none" : episodes.get(0).level().word();
    html.raw("<header class=")
        .raw(worstLevel)
        .raw("><p class=title>Exposure report: ")
        .text(data.title(), 200);
    html.raw("</p>\n<h1>").raw(verdict.found()).raw("</h1>\n<p class=basis>");
    html.raw(verdict.basis());
    if (data.inputs().records() > 0) {
      html.raw("<br>");
      html.raw(Units.period(data.inputs().firstEvent(), data.inputs().lastEvent())).raw(" UTC");
    }
    html.raw("</p>\n");
    if (!episodes.isEmpty()) {
      html.raw("<ul class=tally>");
      Levels.counts(episodes, data.omitted())
          .forEach(
              (level, count) ->
                  html.raw("<li class=")
                      .raw(count == 0 ? "zero" : level.word())
                      .raw("><b>")
                      .raw(Units.count(count))
                      .raw("</b> ")
                      .raw(level.word()));
      html.raw("</ul>\n");
    }
    html.raw("</header>\n");
  }

  private static void pictures(
      List<Finding> listed, Labels labels, ReportData.Inputs inputs, Html html) {
    html.raw("<section id=timeline><h2>When</h2>\n<p class=hint>Event time, UTC; each bar is a");
    html.raw(" finding, from its first event to its last.</p>\n");
    Timeline.write(listed, labels, inputs, html);
    html.raw("</section>\n<section id=matrix><h2>Who touched what</h2>\n<p class=hint>The worst");
    html.raw(
        " level between an actor and a table, and the pages read, or what else was counted.</p>\n");
    Matrix.write(listed, labels, html);
    html.raw("</section>\n");
  }

  private static void findings(
      List<Finding> episodes, List<Finding> listed, Labels labels, ReportData data, Html html) {
    html.raw("<section id=findings><h2>Findings</h2>\n");
    leftOut(episodes.subList(listed.size(), episodes.size()), listed, data.omitted(), html);
    html.raw("<p id=filter hidden></p>\n");
    Playbooks playbooks = new Playbooks();
    FindingCards cards = new FindingCards(labels, playbooks, html);
    for (int i = 0; i < listed.size(); i++) {
      cards.write(i, listed.get(i));
    }
    html.raw("</section>\n");
    playbooks.write(html);
    Provenance.writeHowTo(data.run(), html);
  }

  private static void leftOut(
      List<Finding> unlisted, List<Finding> listed, Map<Level, Long> omitted, Html html) {
    Map<Level, Long> rest = Levels.counts(unlisted, omitted);
    long count = Levels.total(rest);
    if (count == 0) {
      return;
    }
    String levels =
        rest.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(HtmlReport::words)
            .collect(Collectors.joining(", "));
    html.raw("<p class=warn>The ").raw(Units.count(listed.size())).raw(" worst of ");
    html.raw(Units.count(listed.size() + count, "finding"))
        .raw(" are shown on this page. Left out: ");
    html.raw(levels).raw(". All of them are in the output of <code>--findings</code>.");
    html.raw("</p>\n");
  }

  private static String words(Map.Entry<Level, Long> entry) {
    return Units.count(entry.getValue()) + ' ' + entry.getKey().word();
  }
}

package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the incidents: each opens into its steps, and each step links to its finding if that is on
 * the page.
 */
final class IncidentCards {
  /** Maximum number of incidents shown; the page says how many were omitted. */
  static final int MAX_SHOWN = 25;

  /** Maximum length of a summary that ends with a whole sentence of a finding. */
  private static final int MAX_SUMMARY_LENGTH = 800;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Labels labels;
  private final Html html;

  /**
   * @param listed findings as listed on the page: finding {@code i} has the anchor {@code f<i>}
   */
  IncidentCards(List<Finding> listed, Labels labels, Html html) {
    this.labels = labels;
    this.html = html;
    for (int i = 0; i < listed.size(); i++) {
      numbers.put(listed.get(i).uid(), i);
    }
  }

  /** Writes the section; the worst incident is open. */
  void write(List<Incident> incidents, long omitted) {
    html.raw("<section id=incidents><h2>Incidents</h2>\n<p class=hint>Findings that belong");
    html.raw(" together: of one actor, of a shared session, of one distributed read.</p>\n");
    List<Incident> shown = incidents.subList(0, Math.min(MAX_SHOWN, incidents.size()));
    for (int i = 0; i < shown.size(); i++) {
      card(shown.get(i), i == 0);
    }
    long more = incidents.size() - shown.size() + omitted;
    if (more > 0) {
      html.raw("<p class=warn>").raw(Units.count(more, "further incident"));
      html.raw(", none of them worse, only in the output of <code>--incidents</code>.</p>\n");
    }
    html.raw("</section>\n");
  }

  private void card(Incident incident, boolean open) {
    html.raw("<details class='incident ").raw(incident.level().word()).raw("'");
    html.raw(open ? " open" : "").raw("><summary><b class=badge>");
    html.raw(Levels.title(incident.level()))
        .raw("</b><span>")
        .sentence(incident.summary(), MAX_SUMMARY_LENGTH);
    html.raw("</span><span class=much>risk ").raw(incident.risk());
    html.raw("<small>").raw(Units.period(incident.start(), incident.end()));
    html.raw("</small></span></summary>\n<ol class=chain>");
    incident.timeline().forEach(step -> step(step, incident.summary()));
    html.raw("</ol>");
    int hidden = incident.findings() - incident.timeline().size();
    if (hidden > 0) {
      html.raw("<p class=hint>").raw(Units.count(hidden, "further finding")).raw(".</p>");
    }
    html.raw("</details>\n");
  }

  /**
   * Writes a step, without its sentence if the summary ends with it: the last sentence of a summary
   * is about the only or the worst finding, and is shown above already.
   */
  private void step(IncidentStep step, String summary) {
    html.raw("<li class=").raw(step.level().word()).raw("><time>");
    html.raw(Units.second(step.start())).raw("</time><span><b>");
    html.text(step.tactic() == null ? "" : step.tactic().words()).raw("</b> ");
    Integer number = numbers.get(step.finding());
    if (number == null) {
      html.text(step.title(), 160);
    } else {
      html.raw("<a href=#f").raw(number).raw(">").text(step.title(), 160).raw("</a>");
    }
    if (!summary.endsWith(step.message())) {
      html.raw("<small>").sentence(step.message(), 400).raw("</small>");
    }
    html.raw("<small>").text(labels.actor(step.actor()), 80);
    if (!step.resource().isEmpty()) {
      html.raw(" → ").text(labels.resource(step.resource()), 80);
    }
    html.raw("</small></span></li>\n");
  }
}

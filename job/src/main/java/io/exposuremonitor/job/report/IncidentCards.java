package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.job.ocsf.Arn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Incidents on the page: one each that opens into its story, step by step, each step with a link to
 * its finding where that is on the page.
 */
final class IncidentCards {
  /** Incidents shown; the page says how many were left out. */
  static final int MOST_SHOWN = 25;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Html html;

  /**
   * @param listed findings as listed on the page: finding {@code i} has the anchor {@code f<i>}
   */
  IncidentCards(List<Finding> listed, Html html) {
    this.html = html;
    for (int i = 0; i < listed.size(); i++) {
      numbers.put(listed.get(i).uid(), i);
    }
  }

  /** Writes the section; the worst incident is open. */
  void write(List<Incident> incidents, long omitted) {
    html.raw("<section id=incidents><h2>Incidents</h2>\n<p class=hint>Findings that belong");
    html.raw(" together: of one actor, of a shared session, of one distributed read.</p>\n");
    List<Incident> shown = incidents.subList(0, Math.min(MOST_SHOWN, incidents.size()));
    for (int i = 0; i < shown.size(); i++) {
      card(shown.get(i), i == 0);
    }
    long more = incidents.size() - shown.size() + omitted;
    if (more > 0) {
      html.raw("<p class=warn>").raw(Units.count(more, "further incident"));
      html.raw(", none of them worse, only in what <code>--incidents</code> writes.</p>\n");
    }
    html.raw("</section>\n");
  }

  private void card(Incident incident, boolean open) {
    html.raw("<details class='incident ").raw(incident.level().word()).raw("'");
    html.raw(open ? " open" : "").raw("><summary><b class=badge>");
    html.raw(Levels.title(incident.level())).raw("</b><span>").sentence(incident.summary(), 300);
    html.raw("</span><span class=much>risk ").raw(incident.risk());
    html.raw("<small>").raw(Units.period(incident.start(), incident.end()));
    html.raw("</small></span></summary>\n<ol class=chain>");
    incident.timeline().forEach(this::step);
    html.raw("</ol>");
    int hidden = incident.findings() - incident.timeline().size();
    if (hidden > 0) {
      html.raw("<p class=hint>").raw(Units.count(hidden, "further finding")).raw(".</p>");
    }
    html.raw("</details>\n");
  }

  private void step(IncidentStep step) {
    html.raw("<li class=").raw(step.level().word()).raw("><time>");
    html.raw(Units.second(step.start())).raw("</time><span><b>");
    html.text(step.tactic() == null ? "" : step.tactic().words()).raw("</b> ");
    Integer number = numbers.get(step.finding());
    if (number == null) {
      html.text(step.title(), 160);
    } else {
      html.raw("<a href=#f").raw(number).raw(">").text(step.title(), 160).raw("</a>");
    }
    html.raw("<small>").sentence(step.message(), 400).raw("</small><small>");
    html.text(Arn.of(step.actor()).name(), 60);
    if (!step.resource().isEmpty()) {
      html.raw(" → ").text(Arn.of(step.resource()).name(), 60);
    }
    html.raw("</small></span></li>\n");
  }
}

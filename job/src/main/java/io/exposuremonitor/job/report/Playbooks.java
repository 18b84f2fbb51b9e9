package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.job.ocsf.Remediation;
import io.exposuremonitor.job.ocsf.Remediations;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the remediation once for all findings with the same steps, by analytic and kind of actor.
 * A finding links to its steps; with scripts, the page also shows them within the finding.
 */
final class Playbooks {
  private static final String OF_PERMISSION_SET = "role of a permission set";

  private final Map<Key, Integer> numbers = new LinkedHashMap<>();

  private record Key(Analytic analytic, String kind, Remediation remediation) {}

  /** The anchor of the steps for a finding, such as {@code d0}. */
  String anchor(Finding finding) {
    Actor actor = finding.actor();
    Key key =
        new Key(
            finding.analytic(),
            Actor.isOfPermissionSet(actor.id()) ? OF_PERMISSION_SET : Names.kind(actor.kind()),
            Remediations.shipped().of(finding.analytic(), actor));
    return "d" + numbers.computeIfAbsent(key, k -> numbers.size());
  }

  /** Writes the steps of all findings for which an anchor was requested. */
  void write(Html html) {
    html.raw("<section id=todo><h2>What to do</h2>\n");
    numbers.forEach(
        (key, number) -> {
          html.raw("<details class=play id=d").raw(number).raw("><summary>");
          html.text(key.analytic().title(), 160);
          html.raw("<small>by ").raw(key.kind()).raw("</small></summary><ol>");
          key.remediation().steps().forEach(step -> html.raw("<li>").text(step));
          html.raw("</ol>");
          // Not a guide: the family's section in the list of detections, to which OCSF's references
          // fall back.
          if (!key.analytic().guide().isEmpty()) {
            html.raw("<p class=hint>Guide: <code>").text(key.analytic().guide(), 300);
            html.raw("</code></p>");
          }
          html.raw("</details>\n");
        });
    html.raw("</section>\n");
  }
}

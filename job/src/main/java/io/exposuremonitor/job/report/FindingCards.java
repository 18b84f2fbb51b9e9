package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.job.ocsf.Attack;
import java.util.List;

/** Writes the findings: each is a line that opens into its details. */
final class FindingCards {
  private static final int MAX_VALUE_LENGTH = 300;

  private final Labels labels;
  private final Playbooks playbooks;
  private final Html html;

  FindingCards(Labels labels, Playbooks playbooks, Html html) {
    this.labels = labels;
    this.playbooks = playbooks;
    this.html = html;
  }

  /**
   * Writes finding {@code number}, with the anchor {@code f<number>}. The first and worst one is
   * open.
   */
  void write(int number, Finding finding) {
    html.raw("<details class='finding ").raw(finding.level().word()).raw("' id=f");
    html.raw(number).raw(" data-family='").text(finding.analytic().family(), 80).raw("'");
    html.raw(number == 0 ? " open>" : ">");
    summary(finding);
    html.raw("<p class=message>").sentence(finding.message(), 600).raw("</p><dl>");
    who(finding);
    what(finding);
    evidence(finding);
    html.raw("</dl><p class=next><a href=#").raw(playbooks.anchor(finding));
    html.raw(">What to do</a> <a href=#lookup>Look up the events</a>");
    html.raw(" <a href=#suppress>Suppress</a></p></details>\n");
  }

  private void summary(Finding finding) {
    html.raw("<summary><b class=badge>").raw(Levels.title(finding.level())).raw("</b><span>");
    html.text(finding.analytic().title(), 160).raw("<small>");
    html.text(labels.actor(finding), 80).raw(" → ").text(labels.resource(finding), 80);
    html.raw("</small></span><span class=much>").raw(Quantity.headline(finding));
    html.raw("<small>").raw(Units.period(finding.start(), finding.end()));
    html.raw("</small></span></summary>");
  }

  private void who(Finding finding) {
    html.raw("<dt>Who<dd><code class=actor>").text(finding.actor().id(), MAX_VALUE_LENGTH);
    html.raw("</code> ");
    String kind = Names.kind(finding.actor().kind());
    if (!kind.equals(finding.actor().id())) {
      html.raw("<small>").raw(kind).raw("</small>");
    }
    if (!finding.evidence().origins().isEmpty()) {
      html.raw("<dt>From<dd><ul>");
      finding.evidence().origins().forEach(this::origin);
      html.raw("</ul>");
    }
  }

  private void origin(Origin origin) {
    html.raw("<li>");
    if (!origin.sourceIp().isEmpty()) {
      html.raw("<code>").text(origin.sourceIp(), MAX_VALUE_LENGTH).raw("</code> ");
    }
    named("session", origin.session());
    named("key", origin.accessKeyId());
    named("endpoint", origin.vpcEndpointId());
    named("invoked by", origin.invokedBy());
    html.raw(origin.console() ? "from a browser " : "");
    html.raw("<small>").text(origin.userAgent(), MAX_VALUE_LENGTH).raw("</small>");
  }

  private void named(String name, String value) {
    if (!value.isEmpty()) {
      html.raw(name).raw(" <code>").text(value, MAX_VALUE_LENGTH).raw("</code> ");
    }
  }

  private void what(Finding finding) {
    html.raw("<dt>What<dd>");
    if (!finding.resource().isEmpty()) {
      html.raw("<code class=resource>").text(finding.resource(), MAX_VALUE_LENGTH).raw("</code> ");
    }
    html.raw("<small>account ").text(finding.account(), 40).raw(", ");
    html.text(finding.region(), 40).raw("</small><dt>When<dd>");
    html.raw(Units.second(finding.start()));
    if (finding.end() > finding.start()) {
      html.raw(" – ").raw(Units.second(finding.end()));
      html.raw(", ").raw(Units.duration(finding.end() - finding.start()));
    }
    html.raw(" <small>UTC</small>");
  }

  private void evidence(Finding finding) {
    List<Quantity> counts = Quantity.all(finding);
    if (!counts.isEmpty()) {
      html.raw("<dt>How much<dd class=counts>");
      counts.forEach(
          count ->
              html.raw("<span>")
                  .text(count.name(), 60)
                  .raw(" <b>")
                  .raw(count.value())
                  .raw("</b></span> "));
    }
    List<Fact> facts = Fact.all(finding);
    if (!facts.isEmpty()) {
      html.raw("<dt>Facts<dd class=facts>");
      for (Fact fact : facts) {
        html.raw("<span>").text(fact.label(), 60).raw(" <code>");
        html.text(fact.value(), 2 * MAX_VALUE_LENGTH).raw("</code></span> ");
      }
    }
    if (!finding.evidence().eventIds().isEmpty()) {
      html.raw("<dt>Events<dd class=ids>");
      finding.evidence().eventIds().forEach(id -> html.raw("<code>").text(id, 80).raw("</code> "));
    }
    html.raw("<dt>Confidence<dd>").raw(EnumNames.words(finding.confidence()));
    html.raw("<dt>Detected by<dd><code class=by>")
        .text(finding.analytic().id(), 120)
        .raw("</code> ");
    finding.analytic().techniques().forEach(this::technique);
  }

  private void technique(String id) {
    Attack attack = Attack.of(id);
    if (attack.id().matches("T\\d{4}(\\.\\d{3})?")) {
      html.raw("<a href=").raw(attack.url()).raw(" rel=noreferrer>").raw(attack.id());
      html.raw(" ").text(attack.name()).raw("</a> ");
    } else {
      html.text(id, 40).raw(" ");
    }
  }
}

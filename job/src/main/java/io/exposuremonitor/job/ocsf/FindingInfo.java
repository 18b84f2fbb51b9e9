package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Analytic;
import java.io.IOException;

/**
 * Writes OCSF's {@code finding_info}: title and description, the analytic, and its ATT&amp;CK
 * techniques.
 */
final class FindingInfo {
  private FindingInfo() {}

  static void write(Finding finding, JsonFields json) throws IOException {
    Analytic analytic = finding.analytic();
    json.text("uid", finding.uid());
    json.text("title", analytic.title());
    json.object("analytic", () -> analytic(analytic, json));
    if (!analytic.techniques().isEmpty()) {
      json.array(
          "attacks",
          () -> {
            for (String technique : analytic.techniques()) {
              json.element(() -> attack(Attack.of(technique), json));
            }
          });
    }
    json.number("first_seen_time", finding.start());
    json.number("last_seen_time", finding.end());
    boolean created = finding.phase() == Finding.Phase.OPENED;
    json.number(created ? "created_time" : "modified_time", finding.time());
  }

  private static void analytic(Analytic analytic, JsonFields json) throws IOException {
    json.text("uid", analytic.id());
    json.text("name", analytic.title());
    json.text("category", analytic.family());
    json.caption("type_id", "type", Caption.of(analytic.type()));
  }

  private static void attack(Attack attack, JsonFields json) throws IOException {
    json.object(
        "technique",
        () -> {
          json.text("uid", attack.parentId());
          json.text("name", attack.isSubTechnique() ? attack.parentName() : attack.name());
        });
    if (attack.isSubTechnique()) {
      json.object(
          "sub_technique",
          () -> {
            json.text("uid", attack.id());
            json.text("name", attack.name());
            json.text("src_url", attack.url());
          });
    }
    if (!attack.tacticId().isEmpty()) {
      json.object(
          "tactic",
          () -> {
            json.text("uid", attack.tacticId());
            json.text("name", attack.tacticName());
          });
    }
    json.text("version", Attack.VERSION);
  }
}

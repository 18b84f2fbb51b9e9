package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.finding.Finding;
import java.io.IOException;

/** Writes OCSF's {@code cloud} and {@code resources}. */
final class ResourceFields {
  private ResourceFields() {}

  static void cloud(Finding finding, JsonFields json) throws IOException {
    json.text("provider", "AWS");
    json.text("region", finding.region());
    ActorFields.account(finding.account(), json);
  }

  static void resources(String resource, JsonFields json) throws IOException {
    if (resource.isEmpty()) {
      return;
    }
    Arn arn = Arn.of(resource);
    json.array(
        "resources",
        () ->
            json.element(
                () -> {
                  json.text("uid", arn.text());
                  json.text("name", arn.name());
                  json.text("type", arn.type());
                  json.text("region", arn.region());
                }));
  }
}

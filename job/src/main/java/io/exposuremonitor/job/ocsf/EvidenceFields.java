package io.exposuremonitor.job.ocsf;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.signal.Evidence;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Writes OCSF's {@code evidences}: first an element with counts, facts and the events to look up,
 * then one element for each origin of the calls.
 */
final class EvidenceFields {
  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  private EvidenceFields() {}

  static void write(Finding finding, JsonFields json) throws IOException {
    json.element(() -> summary(finding.evidence(), json));
    for (Origin origin : finding.evidence().origins()) {
      json.element(() -> origin(finding, origin, json));
    }
  }

  private static void summary(Evidence evidence, JsonFields json) throws IOException {
    json.text("name", "Counts and events");
    json.object(
        "data",
        () -> {
          json.map("counts", evidence.counts());
          json.map("facts", evidence.facts());
          json.texts("event_ids", evidence.eventIds());
        });
  }

  private static void origin(Finding finding, Origin origin, JsonFields json) throws IOException {
    json.text("name", "Origin");
    json.object("actor", () -> session(finding, origin, json));
    if (!origin.sourceIp().isEmpty() || !origin.vpcEndpointId().isEmpty()) {
      json.object("src_endpoint", () -> endpoint(origin, json));
    }
    if (!origin.userAgent().isEmpty()) {
      json.object("http_request", () -> json.text("user_agent", origin.userAgent()));
    }
    json.object("data", () -> json.flag("console", origin.console()));
  }

  private static void session(Finding finding, Origin origin, JsonFields json) throws IOException {
    json.text("invoked_by", origin.invokedBy());
    if (!origin.session().isEmpty()) {
      json.object("session", () -> json.text("uid", origin.session()));
    }
    json.object(
        "user",
        () -> {
          json.text("uid", finding.actor().id());
          json.text("credential_uid", origin.accessKeyId());
        });
  }

  /**
   * CloudTrail's {@code sourceIPAddress} may hold an IP address, a service's host name, or a
   * description.
   */
  private static void endpoint(Origin origin, JsonFields json) throws IOException {
    String source = origin.sourceIp();
    boolean address = IPV4.matcher(source).matches() || IPV6.matcher(source).matches();
    json.text(address ? "ip" : "svc_name", source);
    json.text("uid", origin.vpcEndpointId());
  }
}

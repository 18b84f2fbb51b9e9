package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.Letter;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.text.Ellipsis;
import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.job.settings.RouteSettings;
import io.exposuremonitor.job.settings.RunSettings;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an incident in each service's format, without the service's key. */
final class Bodies implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String CLIENT = "DynamoDB exposure monitor";

  /** PagerDuty's limit for {@code payload.summary}. */
  private static final int MAX_SUMMARY = 1_024;

  private final Pointers pointers;

  Bodies(RunSettings.IncidentOptions options) {
    this.pointers = new Pointers(options);
  }

  /** The letter that notifies a route's service of an incident. */
  Letter letter(RouteSettings route, Incident incident) {
    Letter.Kind kind = incident.change().isEnd() ? Letter.Kind.RESOLVE : Letter.Kind.TRIGGER;
    Map<String, Object> body =
        switch (route.type()) {
          case PAGERDUTY -> pagerDuty(incident, kind);
          case ALERTMANAGER -> alertmanager(route, incident);
          case WEBHOOK -> webhook(route, incident);
          case SNS -> SnsMessage.of(webhook(route, incident), incident, pointers);
          case SECURITY_HUB -> SecurityFinding.of(route.aws().arn(), incident, pointers);
          case PAGERDUTY_CHANGES ->
              throw new IllegalArgumentException(
                  "a route for changes receives no incidents: " + route.name());
        };
    return new Letter(
        incident.id(),
        incident.revision(),
        kind,
        incident.level().rank(),
        IncidentWriter.json(body));
  }

  /** Events API v2, without {@code routing_key}. A resolve needs no payload. */
  private Map<String, Object> pagerDuty(Incident incident, Letter.Kind kind) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event_action", kind == Letter.Kind.RESOLVE ? "resolve" : "trigger");
    event.put("dedup_key", incident.id());
    if (kind == Letter.Kind.RESOLVE) {
      return event;
    }
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("summary", Ellipsis.cut(incident.summary(), MAX_SUMMARY));
    payload.put("source", first(incident.resources(), first(incident.accounts(), CLIENT)));
    payload.put("severity", severity(incident.level()));
    payload.put("timestamp", Instant.ofEpochMilli(incident.time()).toString());
    put(payload, "group", first(incident.accounts(), ""));
    put(payload, "class", incident.worst().map(IncidentStep::analytic).orElse(""));
    payload.put("custom_details", details(incident));
    event.put("payload", payload);
    event.put("client", CLIENT);
    String dashboard = pointers.dashboard(incident);
    put(event, "client_url", dashboard);
    List<Map<String, Object>> links = new ArrayList<>();
    for (String guide : pointers.guides(incident)) {
      if (guide.startsWith("http")) {
        links.add(link(guide, "Guide: " + guide.replaceFirst(".*/", "")));
      }
    }
    if (!dashboard.isEmpty()) {
      links.add(link(dashboard, "Dashboard"));
    }
    if (!links.isEmpty()) {
      event.put("links", links);
    }
    return event;
  }

  private static Map<String, Object> link(String href, String text) {
    return Map.of("href", href, "text", text);
  }

  private Map<String, Object> details(Incident incident) {
    Map<String, Object> details = withDates(IncidentWriter.fields(incident));
    details.remove("summary");
    details.computeIfPresent(
        "timeline",
        (name, steps) ->
            incident.timeline().stream().map(IncidentWriter::step).map(Bodies::withDates).toList());
    details.put("what_to_do", pointers.whatToDo(incident));
    details.put("guides", pointers.guides(incident));
    details.put("replay", pointers.replay(incident));
    return details;
  }

  /**
   * Replaces epoch milliseconds by dates, for a service that shows the fields to people as they
   * are.
   */
  private static Map<String, Object> withDates(Map<String, Object> fields) {
    for (String time : List.of("time", "start", "end")) {
      fields.computeIfPresent(
          time, (name, millis) -> Instant.ofEpochMilli((Long) millis).toString());
    }
    return fields;
  }

  /**
   * An alert for Alertmanager, without an end time. Its labels are its identity, so they hold only
   * what never changes, including the route's name for Alertmanager's own routing.
   */
  private Map<String, Object> alertmanager(RouteSettings route, Incident incident) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("summary", Ellipsis.cut(incident.summary(), MAX_SUMMARY));
    annotations.put("level", EnumNames.lowerCase(incident.level()));
    annotations.put("risk", Integer.toString(incident.risk()));
    annotations.put("findings", Integer.toString(incident.findings()));
    annotations.put("actors", String.join(" ", incident.actors()));
    annotations.put("resources", String.join(" ", incident.resources()));
    annotations.put("accounts", String.join(" ", incident.accounts()));
    annotations.put("what_to_do", String.join("\n", pointers.whatToDo(incident)));
    annotations.put("guides", String.join(" ", pointers.guides(incident)));
    annotations.put("replay", pointers.replay(incident));
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put(
        "labels",
        Map.of("alertname", "ExposureIncident", "incident", incident.id(), "route", route.name()));
    alert.put("annotations", annotations);
    alert.put("startsAt", Instant.ofEpochMilli(incident.start()).toString());
    put(alert, "generatorURL", pointers.dashboard(incident));
    return alert;
  }

  private Map<String, Object> webhook(RouteSettings route, Incident incident) {
    Map<String, Object> body = IncidentWriter.fields(incident);
    body.put("route", route.name());
    body.put("what_to_do", pointers.whatToDo(incident));
    body.put("guides", pointers.guides(incident));
    put(body, "dashboard", pointers.dashboard(incident));
    body.put("replay", pointers.replay(incident));
    return body;
  }

  private static String severity(Level level) {
    return switch (level) {
      case CRITICAL -> "critical";
      case HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFORMATIONAL -> "info";
    };
  }

  private static String first(List<String> values, String otherwise) {
    return values.isEmpty() ? otherwise : values.get(0);
  }

  private static void put(Map<String, Object> fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.put(name, text);
    }
  }
}

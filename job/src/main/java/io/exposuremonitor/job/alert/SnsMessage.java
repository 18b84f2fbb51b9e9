package io.exposuremonitor.job.alert;

import io.exposuremonitor.connectors.alert.SnsService;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.text.Ellipsis;
import io.exposuremonitor.detectors.text.EnumNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an incident as a message of Amazon SNS: the webhook's JSON for programs, a few lines of
 * text for recipients of e-mail, and attributes for subscription filters. When the incident is too
 * large for a message, the least severe steps of its timeline are left out and counted.
 */
final class SnsMessage {
  /** SNS takes fewer than 100 characters, ASCII only. */
  private static final int MAX_SUBJECT = 99;

  /** Bytes reserved for the subject and the attributes. */
  private static final int RESERVE = 16_384;

  private static final int MAX_LINE = 300;

  private SnsMessage() {}

  /**
   * The body of a letter.
   *
   * @param content the incident for programs; modified when it is too large
   */
  static Map<String, Object> of(Map<String, Object> content, Incident incident, Pointers pointers) {
    String message = message(content, mail(incident, pointers));
    int left = incident.timeline().size();
    while (message.getBytes(StandardCharsets.UTF_8).length > SnsService.MAX_BYTES - RESERVE
        && left > 0) {
      left /= 2;
      content.put("timeline", worst(incident, left));
      content.put("timeline_left_out", incident.timeline().size() - left);
      message = message(content, mail(incident, pointers));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Subject", subject(incident));
    body.put("MessageStructure", "json");
    body.put("Message", message);
    body.put("MessageAttributes", attributes(incident));
    return body;
  }

  private static String message(Map<String, Object> content, String mail) {
    Map<String, Object> byProtocol = new LinkedHashMap<>();
    byProtocol.put("default", IncidentWriter.json(content));
    byProtocol.put("email", mail);
    return IncidentWriter.json(byProtocol);
  }

  /** The most severe steps, in the order of the timeline. */
  private static List<Map<String, Object>> worst(Incident incident, int max) {
    List<IncidentStep> kept = incident.byWeight().subList(0, max);
    return incident.timeline().stream().filter(kept::contains).map(IncidentWriter::step).toList();
  }

  private static String subject(Incident incident) {
    String text =
        "["
            + EnumNames.lowerCase(incident.level())
            + "] "
            + EnumNames.lowerCase(incident.change())
            + ": "
            + incident.summary();
    String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
    return ascii.length() <= MAX_SUBJECT ? ascii : ascii.substring(0, MAX_SUBJECT - 3) + "...";
  }

  private static String mail(Incident incident, Pointers pointers) {
    List<String> lines = new ArrayList<>();
    lines.add(incident.summary());
    lines.add("");
    lines.add("Incident: " + incident.id() + ", " + EnumNames.lowerCase(incident.state()));
    lines.add("Level:    " + EnumNames.lowerCase(incident.level()) + ", risk " + incident.risk());
    lines.add("Who:      " + String.join(", ", incident.actors()));
    lines.add("What:     " + String.join(", ", incident.resources()));
    lines.add("");
    for (IncidentStep step : incident.timeline()) {
      lines.add(
          Ellipsis.cut(
              Instant.ofEpochMilli(step.start())
                  + "  "
                  + EnumNames.lowerCase(step.level())
                  + "  "
                  + step.analytic()
                  + "  "
                  + step.message(),
              MAX_LINE));
    }
    lines.add("");
    if (!incident.change().isEnd()) {
      lines.add("What to do:");
      pointers.whatToDo(incident).forEach(step -> lines.add("- " + step));
      lines.add("");
    }
    pointers.guides(incident).forEach(guide -> lines.add("Guide:     " + guide));
    if (!pointers.dashboard(incident).isEmpty()) {
      lines.add("Dashboard: " + pointers.dashboard(incident));
    }
    lines.add("Replay:    " + pointers.replay(incident));
    return String.join("\n", lines);
  }

  /**
   * Fewer than ten: SNS delivers no more to a queue that is subscribed with raw message delivery.
   */
  private static Map<String, Object> attributes(Incident incident) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("incident", incident.id());
    attributes.put("level", EnumNames.lowerCase(incident.level()));
    attributes.put("change", EnumNames.lowerCase(incident.change()));
    attributes.put("state", EnumNames.lowerCase(incident.state()));
    List<String> families =
        incident.timeline().stream().map(IncidentStep::family).distinct().sorted().toList();
    if (!families.isEmpty()) {
      attributes.put("families", families);
    }
    if (!incident.accounts().isEmpty()) {
      attributes.put("accounts", incident.accounts());
    }
    return attributes;
  }
}

package io.exposuremonitor.job.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.job.ocsf.Arn;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The incidents on the page as JSON. */
final class IncidentJson {
  private IncidentJson() {}

  /** Writes the field {@code incidents}, highest risk first. */
  static void write(Board board, JsonGenerator json) throws IOException {
    Map<String, Board.Raised> raised = new HashMap<>();
    board.raised().forEach(finding -> raised.put(finding.finding().uid(), finding));
    json.writeArrayFieldStart("incidents");
    for (Board.Story story : board.stories()) {
      write(story, raised, json);
    }
    json.writeEndArray();
  }

  private static void write(Board.Story story, Map<String, Board.Raised> raised, JsonGenerator json)
      throws IOException {
    Incident incident = story.incident();
    json.writeStartObject();
    json.writeStringField("id", incident.id());
    json.writeStringField("level", incident.level().word());
    json.writeStringField("state", EnumNames.lowerCase(incident.state()));
    json.writeNumberField("risk", incident.risk());
    json.writeNumberField("opened", story.opened().toMillis());
    json.writeNumberField("findings", incident.findings());
    json.writeNumberField("repetitions", incident.repetitions());
    json.writeNumberField("coverage", incident.coveragePercent());
    if (incident.sensitivity() != null) {
      json.writeStringField("sensitivity", EnumNames.lowerCase(incident.sensitivity()));
    }
    json.writeArrayFieldStart("actors");
    for (String actor : incident.actors()) {
      json.writeString(Arn.of(actor).name());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("resources");
    // A table and its stream have the same name.
    for (String name :
        incident.resources().stream().map(arn -> Arn.of(arn).name()).distinct().toList()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tactics");
    for (Tactic tactic : incident.tactics()) {
      json.writeString(tactic.words());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("steps");
    for (IncidentStep step : incident.timeline()) {
      write(step, raised.get(step.finding()), json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(IncidentStep step, Board.@Nullable Raised raised, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("level", step.level().word());
    json.writeStringField("tactic", step.tactic() == null ? "" : step.tactic().words());
    json.writeStringField("title", step.title());
    json.writeStringField("message", Brief.of(step.message()));
    if (raised != null) {
      json.writeNumberField(
          "at", raised.deed().map(Board.Deed::began).orElse(raised.raised()).toMillis());
    }
    json.writeEndObject();
  }
}

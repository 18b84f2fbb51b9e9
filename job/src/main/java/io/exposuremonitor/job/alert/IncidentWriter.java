package io.exposuremonitor.job.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentStep;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.text.EnumNames;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes incidents as JSON, one object per line, with fields in a fixed order and empty ones left
 * out. Times are epoch milliseconds. {@code docs/alerts.md} describes the fields.
 */
public final class IncidentWriter {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private IncidentWriter() {}

  /** One revision as one line, without a line end. */
  public static String line(Incident incident) {
    return json(fields(incident));
  }

  static String json(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException("texts, numbers, lists and maps can be written", impossible);
    }
  }

  static Map<String, Object> fields(Incident incident) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", incident.id());
    fields.put("revision", incident.revision());
    fields.put("change", EnumNames.lowerCase(incident.change()));
    fields.put("state", EnumNames.lowerCase(incident.state()));
    fields.put("time", incident.time());
    fields.put("level", EnumNames.lowerCase(incident.level()));
    fields.put("risk", incident.risk());
    fields.put("start", incident.start());
    fields.put("end", incident.end());
    fields.put("summary", incident.summary());
    put(fields, "actors", incident.actors());
    put(fields, "resources", incident.resources());
    put(fields, "accounts", incident.accounts());
    put(fields, "tactics", incident.tactics().stream().map(Tactic::words).toList());
    if (incident.sensitivity() != null) {
      fields.put("sensitivity", EnumNames.lowerCase(incident.sensitivity()));
    }
    if (incident.coveragePercent() > 0) {
      fields.put("coverage_percent", incident.coveragePercent());
    }
    fields.put("findings", incident.findings());
    fields.put("repetitions", incident.repetitions());
    put(fields, "timeline", incident.timeline().stream().map(IncidentWriter::step).toList());
    put(fields, "merged_into", incident.mergedInto());
    return fields;
  }

  static Map<String, Object> step(IncidentStep step) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("finding", step.finding());
    fields.put("analytic", step.analytic());
    put(fields, "title", step.title());
    if (step.tactic() != null) {
      fields.put("tactic", step.tactic().words());
      fields.put("tactic_id", step.tactic().id());
    }
    fields.put("level", EnumNames.lowerCase(step.level()));
    fields.put("actor", step.actor());
    put(fields, "resource", step.resource());
    fields.put("start", step.start());
    fields.put("end", step.end());
    put(fields, "message", step.message());
    put(fields, "guide", step.guide());
    put(fields, "note", step.note());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.put(name, text);
    }
  }

  private static void put(Map<String, Object> fields, String name, List<?> values) {
    if (!values.isEmpty()) {
      fields.put(name, values);
    }
  }
}

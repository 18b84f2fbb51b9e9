package io.exposuremonitor.job.ocsf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the few JSON structures of which a finding consists. Leaves out empty values. */
final class JsonFields {
  private final JsonGenerator json;

  JsonFields(JsonGenerator json) {
    this.json = json;
  }

  /** The content of an object. */
  interface Body {
    void write() throws IOException;
  }

  void object(String name, Body body) throws IOException {
    json.writeObjectFieldStart(name);
    body.write();
    json.writeEndObject();
  }

  void array(String name, Body body) throws IOException {
    json.writeArrayFieldStart(name);
    body.write();
    json.writeEndArray();
  }

  void element(Body body) throws IOException {
    json.writeStartObject();
    body.write();
    json.writeEndObject();
  }

  void text(String name, @Nullable String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  void number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
  }

  /** Writes an enumeration value as number and caption. */
  void caption(String idName, String textName, Caption caption) throws IOException {
    json.writeNumberField(idName, caption.id());
    json.writeStringField(textName, caption.text());
  }

  void flag(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
  }

  void texts(String name, List<String> values) throws IOException {
    if (!values.isEmpty()) {
      array(
          name,
          () -> {
            for (String value : values) {
              json.writeString(value);
            }
          });
    }
  }

  /** Writes numbers and texts by name, sorted by name. */
  void map(String name, Map<String, ?> values) throws IOException {
    if (!values.isEmpty()) {
      object(
          name,
          () -> {
            for (Map.Entry<String, ?> entry : new TreeMap<>(values).entrySet()) {
              json.writeObjectField(entry.getKey(), entry.getValue());
            }
          });
    }
  }
}

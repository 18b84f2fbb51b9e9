package io.exposuremonitor.job.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes compact JSON in the order of the calls and inserts the commas. */
public final class JsonText {
  private final StringBuilder out;

  /** Creates an empty text. */
  public JsonText() {
    this(512);
  }

  JsonText(int capacity) {
    out = new StringBuilder(capacity);
  }

  /** Begins an object. */
  public JsonText object() {
    separate();
    out.append('{');
    return this;
  }

  /** Begins an object as the value of a field. */
  public JsonText object(String name) {
    name(name);
    return object();
  }

  /** Ends an object. */
  public JsonText endObject() {
    out.append('}');
    return this;
  }

  /** Begins an array as the value of a field. */
  public JsonText array(String name) {
    name(name);
    separate();
    out.append('[');
    return this;
  }

  /** Ends an array. */
  public JsonText endArray() {
    out.append(']');
    return this;
  }

  JsonText name(String name) {
    value(name);
    out.append(':');
    return this;
  }

  /** Adds a string. */
  public JsonText value(String value) {
    separate();
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
    return this;
  }

  /** Adds a field. */
  public JsonText field(String name, String value) {
    return name(name).value(value);
  }

  /** Adds a field. */
  public JsonText field(String name, long value) {
    return json(name, Long.toString(value));
  }

  /** Adds a field. */
  public JsonText field(String name, boolean value) {
    return json(name, Boolean.toString(value));
  }

  /** Adds a field whose value is already JSON. */
  JsonText json(String name, String json) {
    name(name);
    out.append(json);
    return this;
  }

  byte[] toBytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void separate() {
    int last = out.length() - 1;
    if (last < 0) {
      return;
    }
    char before = out.charAt(last);
    if (before != '{' && before != '[' && before != ':') {
      out.append(',');
    }
  }
}

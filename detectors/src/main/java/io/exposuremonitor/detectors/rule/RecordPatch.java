package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Changes a record at dotted paths; a number in a path is an index into a list, from 0. */
record RecordPatch(ObjectNode record) {
  /**
   * Sets a value, creating missing maps on the path; returns false if the path leads through
   * anything else.
   */
  boolean set(String path, JsonNode value) {
    String[] steps = path.split("\\.", -1);
    JsonNode parent = record;
    for (int i = 0; i < steps.length - 1; i++) {
      JsonNode child = child(parent, steps[i]);
      if (child == null || child.isNull()) {
        if (!(parent instanceof ObjectNode map)) {
          return false;
        }
        child = map.putObject(steps[i]);
      }
      parent = child;
    }
    String last = steps[steps.length - 1];
    if (parent instanceof ObjectNode map) {
      map.set(last, value);
      return true;
    }
    if (parent instanceof ArrayNode list && index(last) >= 0 && index(last) < list.size()) {
      list.set(index(last), value);
      return true;
    }
    return false;
  }

  /** Removes the value; returns false if there is none. */
  boolean remove(String path) {
    int dot = path.lastIndexOf('.');
    JsonNode parent = record;
    for (String step : dot < 0 ? new String[0] : path.substring(0, dot).split("\\.", -1)) {
      JsonNode child = child(parent, step);
      if (child == null) {
        return false;
      }
      parent = child;
    }
    String last = path.substring(dot + 1);
    if (parent instanceof ObjectNode map) {
      return map.remove(last) != null;
    }
    return parent instanceof ArrayNode list && index(last) >= 0 && list.remove(index(last)) != null;
  }

  private static @Nullable JsonNode child(JsonNode parent, String step) {
    return parent.isArray() ? parent.get(index(step)) : parent.get(step);
  }

  private static int index(String step) {
    return step.matches("[0-9]{1,4}") ? Integer.parseInt(step) : -1;
  }
}

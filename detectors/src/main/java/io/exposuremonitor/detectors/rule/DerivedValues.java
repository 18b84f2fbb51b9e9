package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Collects derived values; an empty string or list counts as a missing field. */
final class DerivedValues {
  private final Map<String, JsonNode> values = new HashMap<>();

  DerivedValues put(String name, boolean value) {
    values.put(name, BooleanNode.valueOf(value));
    return this;
  }

  DerivedValues put(String name, String value) {
    if (!value.isEmpty()) {
      values.put(name, TextNode.valueOf(value));
    }
    return this;
  }

  DerivedValues put(String name, Collection<String> list) {
    if (!list.isEmpty()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list.forEach(array::add);
      values.put(name, array);
    }
    return this;
  }

  Map<String, JsonNode> toMap() {
    return values;
  }
}

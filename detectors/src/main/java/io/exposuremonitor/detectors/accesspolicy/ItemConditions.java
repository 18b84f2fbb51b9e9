package io.exposuremonitor.detectors.accesspolicy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * Conditions that limit a grant to some tables or items (DynamoDB developer guide, "Using IAM
 * policy conditions for fine-grained access control").
 */
final class ItemConditions {
  private ItemConditions() {}

  static boolean narrow(JsonNode condition) {
    for (Map.Entry<String, JsonNode> operator : condition.properties()) {
      String name = operator.getKey().toLowerCase(Locale.ROOT);
      if (name.contains("not") || name.endsWith("ifexists") || name.equals("null")) {
        continue;
      }
      for (Map.Entry<String, JsonNode> test : operator.getValue().properties()) {
        String key = test.getKey().toLowerCase(Locale.ROOT);
        boolean ofItems = key.equals("dynamodb:leadingkeys") || key.startsWith("aws:resourcetag/");
        if (ofItems && !(name.contains("like") && isAnything(test.getValue()))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether one of the values is {@code *}, which every key is like. */
  private static boolean isAnything(JsonNode values) {
    if (!values.isArray()) {
      return values.asText().equals("*");
    }
    for (JsonNode value : values) {
      if (value.asText().equals("*")) {
        return true;
      }
    }
    return false;
  }
}

package io.exposuremonitor.detectors.accesspolicy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * Evaluates conditions that limit a grant to some tables or items (DynamoDB developer guide, "Using
 * IAM policy conditions for fine-grained access control").
 */
final class ItemConditions {
  private static final String LEADING_KEYS = "dynamodb:leadingkeys";
  private static final String TABLE_TAG = "aws:resourcetag/";
  private static final String IF_ANY = "forallvalues:";

  private ItemConditions() {}

  /**
   * The calls that the conditions restrict to some tables or items. A call without any key, such as
   * a scan, satisfies {@code ForAllValues}, unless a {@code Null} condition requires a key (IAM
   * user guide, "Multivalued context keys"). A table without a tag satisfies it, too, so a tag then
   * restricts nothing.
   */
  static ItemLimit limit(JsonNode condition) {
    ItemLimit limit = ItemLimit.NONE;
    boolean keyRequired = false;
    for (Map.Entry<String, JsonNode> operator : condition.properties()) {
      String name = operator.getKey().toLowerCase(Locale.ROOT);
      for (Map.Entry<String, JsonNode> test : operator.getValue().properties()) {
        String key = test.getKey().toLowerCase(Locale.ROOT);
        if (name.equals("null")) {
          keyRequired |= key.equals(LEADING_KEYS) && isFalse(test.getValue());
        } else if (narrows(name, key, test.getValue())) {
          ItemLimit one = name.startsWith(IF_ANY) ? ItemLimit.CALLS_WITH_KEYS : ItemLimit.ALL_CALLS;
          limit = one.compareTo(limit) > 0 ? one : limit;
        }
      }
    }
    return keyRequired && limit == ItemLimit.CALLS_WITH_KEYS ? ItemLimit.ALL_CALLS : limit;
  }

  private static boolean narrows(String operator, String key, JsonNode values) {
    return (key.equals(LEADING_KEYS) || (key.startsWith(TABLE_TAG) && !operator.startsWith(IF_ANY)))
        && !operator.contains("not")
        && !operator.endsWith("ifexists")
        && !(operator.contains("like") && isAnything(values));
  }

  private static boolean isFalse(JsonNode values) {
    return PolicyDocument.texts(values).stream().allMatch("false"::equalsIgnoreCase);
  }

  private static boolean isAnything(String value) {
    return value.contains("*") && value.chars().allMatch(c -> c == '*' || c == '?');
  }

  /** Whether one of the values consists of wildcards only, such as {@code *} or {@code ?*}. */
  private static boolean isAnything(JsonNode values) {
    return PolicyDocument.texts(values).stream().anyMatch(ItemConditions::isAnything);
  }
}

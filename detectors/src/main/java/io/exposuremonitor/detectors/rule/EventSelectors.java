package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the selectors of a PutEventSelectors request, basic and advanced (AWS CloudTrail user
 * guide, "Filtering data events"). Conditions on things that a call's name doesn't tell, such as
 * {@code resources.ARN}, are taken as met: a trail may well be for some tables only.
 */
final class EventSelectors {
  private EventSelectors() {}

  /** True when some selector records the call on some table or stream. */
  static boolean select(JsonNode request, DataCall call) {
    return elements(request, "eventSelectors").anyMatch(selector -> basic(selector, call))
        || elements(request, "advancedEventSelectors")
            .anyMatch(selector -> advanced(selector, call));
  }

  private static boolean basic(JsonNode selector, DataCall call) {
    String type = texts(selector, "readWriteType").stream().findFirst().orElse("All");
    boolean kind =
        switch (type) {
          case "ReadOnly" -> call.readOnly();
          case "WriteOnly" -> !call.readOnly();
          default -> true;
        };
    return kind
        && elements(selector, "dataResources")
            .anyMatch(
                resource ->
                    texts(resource, "type").contains(call.resourceType())
                        && !texts(resource, "values").isEmpty());
  }

  private static boolean advanced(JsonNode selector, DataCall call) {
    List<JsonNode> fields = elements(selector, "fieldSelectors").toList();
    return fields.stream().anyMatch(EventSelectors::namesResourceType)
        && fields.stream().allMatch(field -> passes(field, call));
  }

  private static boolean namesResourceType(JsonNode field) {
    return texts(field, "field").contains("resources.type");
  }

  private static boolean passes(JsonNode field, DataCall call) {
    String name = texts(field, "field").stream().findFirst().orElse("");
    String value =
        switch (name) {
          case "eventCategory" -> "Data";
          case "resources.type" -> call.resourceType();
          case "eventSource" -> call.eventSource();
          case "eventName" -> call.eventName();
          case "readOnly" -> String.valueOf(call.readOnly());
          default -> "";
        };
    return value.isEmpty() || passes(field, value);
  }

  /** Positive operators need one of their values, negative ones none of them. */
  private static boolean passes(JsonNode field, String value) {
    Map<String, Predicate<String>> operators =
        Map.of(
            "equals", value::equalsIgnoreCase,
            "startswith", value::startsWith,
            "endswith", value::endsWith);
    for (Map.Entry<String, Predicate<String>> operator : operators.entrySet()) {
      List<String> wanted = texts(field, operator.getKey());
      List<String> unwanted = texts(field, "not" + operator.getKey());
      if ((!wanted.isEmpty() && wanted.stream().noneMatch(operator.getValue()))
          || unwanted.stream().anyMatch(operator.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static Stream<JsonNode> elements(JsonNode node, String member) {
    JsonNode list = FieldPath.child(node, member);
    List<JsonNode> elements = new ArrayList<>();
    if (list != null) {
      list.forEach(elements::add);
    }
    return elements.stream();
  }

  /** The texts of a list or of a single value; {@code notEquals} goes by any case. */
  private static List<String> texts(JsonNode node, String member) {
    JsonNode value = FieldPath.child(node, member.toLowerCase(Locale.ROOT));
    List<String> texts = new ArrayList<>();
    if (value != null && value.isArray()) {
      value.forEach(element -> texts.add(element.asText()));
    } else if (value != null && value.isValueNode() && !value.isNull()) {
      texts.add(value.asText());
    }
    return texts;
  }
}

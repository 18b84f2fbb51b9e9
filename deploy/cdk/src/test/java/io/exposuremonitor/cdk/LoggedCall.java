package io.exposuremonitor.cdk;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * A data event, and whether CloudTrail would log it: all conditions of one selector must hold.
 *
 * @param type {@code resources.type}
 * @param eventName such as {@code Scan}
 * @param caller {@code userIdentity.arn}
 * @param resource {@code resources.ARN}
 */
record LoggedCall(String type, String eventName, String caller, String resource) {
  boolean isLogged(List<Map<String, Object>> selectors) {
    return selectors.stream()
        .anyMatch(
            selector ->
                Synthesised.maps(selector.get("FieldSelectors")).stream().allMatch(this::holds));
  }

  private boolean holds(Map<String, Object> condition) {
    String value =
        switch ((String) condition.get("Field")) {
          case "eventCategory" -> "Data";
          case "eventType" -> "AwsApiCall";
          case "resources.type" -> type;
          case "eventName" -> eventName;
          case "userIdentity.arn" -> caller;
          case "resources.ARN" -> resource;
          default -> throw new AssertionError("CloudTrail knows no " + condition.get("Field"));
        };
    return condition.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("Field"))
        .allMatch(
            entry ->
                switch (entry.getKey()) {
                  case "Equals" -> any(value, entry.getValue(), String::equals);
                  case "NotEquals" -> !any(value, entry.getValue(), String::equals);
                  case "StartsWith" -> any(value, entry.getValue(), String::startsWith);
                  case "NotStartsWith" -> !any(value, entry.getValue(), String::startsWith);
                  default -> throw new AssertionError("CloudTrail knows no " + entry.getKey());
                });
  }

  private static boolean any(String value, Object given, BiPredicate<String, String> holds) {
    return ((List<?>) given).stream().anyMatch(one -> holds.test(value, (String) one));
  }
}

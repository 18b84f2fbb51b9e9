package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path into a record: names joined by dots. A list on the path represents each of its elements.
 * Each name is looked up as written, then case-insensitively, since CloudTrail mixes {@code key}
 * and {@code Key} within one record.
 */
final class FieldPath {
  /** The empty path: the node itself or the elements of its lists. */
  static final FieldPath ROOT = new FieldPath("", new String[0]);

  private static final Pattern DOT = Pattern.compile("\\.");

  private final String text;
  private final String[] steps;

  private FieldPath(String text, String[] steps) {
    this.text = text;
    this.steps = steps;
  }

  static FieldPath of(String text) {
    return new FieldPath(text, DOT.split(text, -1));
  }

  /** True for a derived field. */
  boolean derived() {
    return text.startsWith(DerivedFields.PREFIX);
  }

  /** The path as written. */
  String text() {
    return text;
  }

  /** The last name of the path. */
  String lastStep() {
    return steps[steps.length - 1];
  }

  /** True if the path leads to a value that passes; JSON null is no value. */
  boolean anyMatch(JsonNode root, Predicate<JsonNode> test) {
    return anyMatch(root, 0, test);
  }

  private boolean anyMatch(JsonNode node, int step, Predicate<JsonNode> test) {
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (anyMatch(element, step, test)) {
          return true;
        }
      }
      return false;
    }
    if (step == steps.length) {
      return !node.isNull() && !node.isMissingNode() && test.test(node);
    }
    JsonNode child = child(node, steps[step]);
    return child != null && anyMatch(child, step + 1, test);
  }

  /** True if the path leads to anything other than null; an empty list or map counts. */
  boolean exists(JsonNode root) {
    return exists(root, 0);
  }

  private boolean exists(JsonNode node, int step) {
    if (step == steps.length) {
      return !node.isNull();
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (exists(element, step)) {
          return true;
        }
      }
      return false;
    }
    JsonNode child = child(node, steps[step]);
    return child != null && exists(child, step + 1);
  }

  /** A member by its exact name, or else by its name ignoring case. */
  static @Nullable JsonNode child(JsonNode node, String name) {
    JsonNode exact = node.get(name);
    if (exact != null || !node.isObject()) {
      return exact;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getKey().equalsIgnoreCase(name)) {
        return member.getValue();
      }
    }
    return null;
  }
}

package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A test of one value of a field: a scalar, or a map, which only tests that look within pass. */
@FunctionalInterface
interface ValueTest {
  /** Longest text that is tried as a number; CloudTrail's ids and sizes are far shorter. */
  int MAX_NUMBER = 40;

  boolean test(JsonNode value, RuleEvent event);

  /**
   * True if a value at or below a node passes, at any depth; nulls are left out.
   *
   * @param node a scalar, a map or a list
   */
  default boolean passesWithin(JsonNode node, RuleEvent event) {
    if (!node.isContainerNode()) {
      return !node.isNull() && test(node, event);
    }
    for (JsonNode child : node) {
      if (passesWithin(child, event)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Equal to a string, with its wildcards. Numbers and booleans are compared as text; of a map, if
   * there are wildcards at both ends, see {@link #foundIn}.
   */
  static ValueTest matching(Glob glob) {
    ValueTest text = (value, event) -> value.isValueNode() && glob.matches(value.asText());
    return glob.open() ? foundIn(text) : text;
  }

  /**
   * Extends a test that looks anywhere in a text to maps: it passes in a value within the map, or
   * in the map's JSON without blanks, for rules written for logs whose maps are text.
   */
  private static ValueTest foundIn(ValueTest test) {
    return (value, event) ->
        value.isObject()
            ? test.passesWithin(value, event)
                || test.test(TextNode.valueOf(value.toString()), event)
            : test.test(value, event);
  }

  /**
   * Found by a regular expression, anywhere in the text; of a map, see {@link #foundIn}.
   *
   * @see UndecidedException
   */
  static ValueTest found(Pattern pattern) {
    return foundIn(
        (value, event) -> value.isValueNode() && BoundedText.find(pattern, value.asText()));
  }

  /** An address within a block. */
  static ValueTest within(Cidr block) {
    return (value, event) -> value.isTextual() && block.contains(value.textValue());
  }

  /** A number, or text that is one, whose comparison with {@code limit} passes. */
  static ValueTest comparing(BigDecimal limit, IntPredicate passes) {
    return (value, event) -> {
      BigDecimal number = number(value);
      return number != null && passes.test(number.compareTo(limit));
    };
  }

  /** Equal to any value of another field of the same record. */
  static ValueTest sameAs(FieldPath other, boolean cased) {
    return (value, event) -> {
      if (!value.isValueNode()) {
        return false;
      }
      String text = value.asText();
      return event.anyMatch(
          other,
          candidate ->
              candidate.isValueNode()
                  && (cased
                      ? candidate.asText().equals(text)
                      : candidate.asText().equalsIgnoreCase(text)));
    };
  }

  private static @Nullable BigDecimal number(JsonNode value) {
    if (value.isNumber()) {
      // One beyond the range of doubles was read as infinite.
      return value.isDouble() && Double.isInfinite(value.doubleValue())
          ? null
          : value.decimalValue();
    }
    if (!value.isTextual() || value.textValue().length() > MAX_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(value.textValue().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A comparison of a field with values.
 *
 * @param path the field
 * @param values the values to compare with
 * @param all true if every value must match (any element of the field), not just one
 * @param orMissing true if a missing or null field passes as well
 */
record FieldExpression(FieldPath path, List<Value> values, boolean all, boolean orMissing)
    implements Expression {

  /** One value as written, which yields its tests once placeholders are resolved. */
  interface Value {
    /** The tests, any of which may pass; several if a placeholder represents a list. */
    List<ValueTest> bind(Placeholders placeholders) throws RuleException;

    /** The pattern that passing texts match; {@code *} if unknown. */
    String pattern();
  }

  @Override
  public Matcher bind(Placeholders placeholders) throws RuleException {
    List<ValueTest[]> groups = new ArrayList<>();
    for (Value value : values) {
      groups.add(value.bind(placeholders).toArray(ValueTest[]::new));
    }
    if (all) {
      List<ValueTest[]> required = List.copyOf(groups);
      return event -> required.stream().allMatch(tests -> passesAny(event, tests));
    }
    ValueTest[] tests = groups.stream().flatMap(Arrays::stream).toArray(ValueTest[]::new);
    return orMissing
        ? event -> !event.exists(path) || passesAny(event, tests)
        : event -> passesAny(event, tests);
  }

  private boolean passesAny(RuleEvent event, ValueTest[] tests) {
    return event.anyMatch(
        path,
        value -> {
          for (ValueTest test : tests) {
            if (test.test(value, event)) {
              return true;
            }
          }
          return false;
        });
  }

  @Override
  public Calls calls() {
    if (orMissing) {
      return values.isEmpty() && isField(RuleEvent.REQUEST_PARAMETERS)
          ? Calls.WITHOUT_PARAMETERS
          : Calls.ANY;
    }
    if (all) {
      return Calls.ANY;
    }
    List<String> patterns = values.stream().map(Value::pattern).toList();
    if (isField(RuleEvent.EVENT_SOURCE)) {
      return Calls.ofSources(patterns);
    }
    if (isField(RuleEvent.EVENT_NAME)) {
      return Calls.ofNames(patterns);
    }
    if (isField(RuleEvent.USER_AGENT)) {
      return Calls.ofUserAgents(patterns);
    }
    if (isField(RuleEvent.OMITTED)) {
      return Calls.WITHOUT_PARAMETERS;
    }
    if (isField(StatementFields.FULL_SCAN) && neverMatch("false", patterns)) {
      return Calls.FULL_SCAN;
    }
    if (namesReturnOnFailure()) {
      return Calls.RETURN_ON_FAILURE;
    }
    return (isField(RuleEvent.ERROR_CODE) && neverMatch("", patterns))
            || (isField(ActorFields.FAILED) && neverMatch("false", patterns))
        ? Calls.FAILED
        : Calls.ANY;
  }

  private boolean isField(String name) {
    return path.text().equalsIgnoreCase(name);
  }

  private boolean namesReturnOnFailure() {
    return !path.derived() && path.lastStep().equalsIgnoreCase(RuleEvent.RETURN_ON_FAILURE);
  }

  private static boolean neverMatch(String text, List<String> patterns) {
    return patterns.stream().noneMatch(pattern -> Glob.of(pattern, false).matches(text));
  }
}

package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;

/** A keyword that may occur anywhere in any value of the record. */
record KeywordExpression(FieldExpression.Value value) implements Expression {
  @Override
  public Matcher bind(Placeholders placeholders) throws RuleException {
    ValueTest[] tests = value.bind(placeholders).toArray(ValueTest[]::new);
    return event -> anywhere(event.root(), tests, event);
  }

  private static boolean anywhere(JsonNode node, ValueTest[] tests, RuleEvent event) {
    if (node.isContainerNode()) {
      for (JsonNode child : node) {
        if (anywhere(child, tests, event)) {
          return true;
        }
      }
      return false;
    }
    for (ValueTest test : tests) {
      if (!node.isNull() && test.test(node, event)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Calls calls() {
    return Calls.ANY;
  }
}

package io.exposuremonitor.detectors.rule;

/** A keyword that may occur anywhere in any value of the record. */
record KeywordExpression(FieldExpression.Value value) implements Expression {
  @Override
  public Matcher bind(Placeholders placeholders) throws RuleException {
    ValueTest[] tests = value.bind(placeholders).toArray(ValueTest[]::new);
    return event -> {
      for (ValueTest test : tests) {
        if (test.passesWithin(event.root(), event)) {
          return true;
        }
      }
      return false;
    };
  }

  @Override
  public Calls calls() {
    return Calls.ANY;
  }
}

package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * A detection's condition before the policy's lists are filled in. {@link #bind} compiles it to a
 * {@link Matcher}; {@link #calls} returns the calls that it can match.
 */
interface Expression {
  /**
   * Resolves placeholders and compiles.
   *
   * @throws RuleException if a placeholder is unknown
   */
  Matcher bind(Placeholders placeholders) throws RuleException;

  /** A superset of the records that this can match. */
  Calls calls();

  /** This expression with the named search replaced by one that never matches. */
  default Expression without(String search) {
    return this;
  }

  /** True if all parts are true. */
  record All(List<? extends Expression> parts) implements Expression {
    @Override
    public Matcher bind(Placeholders placeholders) throws RuleException {
      Matcher[] matchers = bindAll(parts, placeholders);
      return event -> {
        for (Matcher matcher : matchers) {
          if (!matcher.matches(event)) {
            return false;
          }
        }
        return true;
      };
    }

    @Override
    public Calls calls() {
      return parts.stream().map(Expression::calls).reduce(Calls.ANY, Calls::and);
    }

    @Override
    public Expression without(String search) {
      return new All(parts.stream().map(part -> part.without(search)).toList());
    }
  }

  /** True if at least {@code least} parts are true. */
  record AtLeast(int least, List<? extends Expression> parts) implements Expression {
    @Override
    public Matcher bind(Placeholders placeholders) throws RuleException {
      Matcher[] matchers = bindAll(parts, placeholders);
      return event -> {
        int missing = least;
        for (int i = 0; i < matchers.length && missing > 0; i++) {
          if (matchers[i].matches(event)) {
            missing--;
          }
        }
        return missing <= 0;
      };
    }

    @Override
    public Calls calls() {
      return parts.stream().map(Expression::calls).reduce(Calls.NONE, Calls::or);
    }

    @Override
    public Expression without(String search) {
      return new AtLeast(least, parts.stream().map(part -> part.without(search)).toList());
    }
  }

  /** True if the part is false. */
  record Not(Expression part) implements Expression {
    @Override
    public Matcher bind(Placeholders placeholders) throws RuleException {
      Matcher matcher = part.bind(placeholders);
      return event -> !matcher.matches(event);
    }

    @Override
    public Calls calls() {
      return Calls.ANY;
    }

    @Override
    public Expression without(String search) {
      return new Not(part.without(search));
    }
  }

  /** A search by the name under which a condition refers to it. */
  record Named(String name, Expression expression) implements Expression {
    @Override
    public Matcher bind(Placeholders placeholders) throws RuleException {
      return expression.bind(placeholders);
    }

    @Override
    public Calls calls() {
      return expression.calls();
    }

    @Override
    public Expression without(String search) {
      return name.equals(search) ? new AtLeast(1, List.of()) : this;
    }
  }

  private static Matcher[] bindAll(List<? extends Expression> parts, Placeholders placeholders)
      throws RuleException {
    List<Matcher> matchers = new ArrayList<>();
    for (Expression part : parts) {
      matchers.add(part.bind(placeholders));
    }
    return matchers.toArray(Matcher[]::new);
  }
}

package io.exposuremonitor.detectors.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What a detection says, before the policy's lists are filled in. {@link #bind} makes it a {@link
 * Matcher}; {@link #calls} tells which calls it can match at all.
 */
interface Expression {
  /**
   * Fills in placeholders and compiles.
   *
   * @throws RuleException naming a placeholder that no policy knows
   */
  Matcher bind(Placeholders placeholders) throws RuleException;

  /** A set that holds every record this can match, and perhaps more. */
  Calls calls();

  /** The same, but for the named search, which never matches in it. */
  default Expression without(String search) {
    return this;
  }

  /** True when all parts are. */
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

  /** True when at least {@code least} parts are. */
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

  /** True when the part is not. */
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

  /** A named part of a detection, as a condition refers to it. */
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

package io.exposuremonitor.detectors.rule;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A rule's detection section.
 *
 * @param searches its named parts
 * @param condition their combination
 */
record Detection(Map<String, Expression> searches, Expression condition) {
  /** The searches that exclude records: those under an odd number of {@code not}. */
  Set<String> exclusions() {
    Set<String> exclusions = new LinkedHashSet<>();
    collect(condition, false, exclusions);
    return exclusions;
  }

  private static void collect(Expression expression, boolean negated, Set<String> exclusions) {
    if (expression instanceof Expression.Named named) {
      if (negated) {
        exclusions.add(named.name());
      }
    } else if (expression instanceof Expression.Not not) {
      collect(not.part(), !negated, exclusions);
    } else if (expression instanceof Expression.All all) {
      all.parts().forEach(part -> collect(part, negated, exclusions));
    } else if (expression instanceof Expression.AtLeast some) {
      some.parts().forEach(part -> collect(part, negated, exclusions));
    }
  }
}

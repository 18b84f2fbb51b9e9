package io.exposuremonitor.detectors.rule;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

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
    forEachUse(
        condition,
        false,
        (name, negated) -> {
          if (negated) {
            exclusions.add(name);
          }
        });
    return exclusions;
  }

  /** The searches that the condition does not use. */
  Set<String> unused() {
    Set<String> unused = new LinkedHashSet<>(searches.keySet());
    forEachUse(condition, false, (name, negated) -> unused.remove(name));
    return unused;
  }

  private static void forEachUse(
      Expression expression, boolean negated, BiConsumer<String, Boolean> visitor) {
    if (expression instanceof Expression.Named named) {
      visitor.accept(named.name(), negated);
    } else if (expression instanceof Expression.Not not) {
      forEachUse(not.part(), !negated, visitor);
    } else if (expression instanceof Expression.All all) {
      all.parts().forEach(part -> forEachUse(part, negated, visitor));
    } else if (expression instanceof Expression.AtLeast some) {
      some.parts().forEach(part -> forEachUse(part, negated, visitor));
    }
  }
}

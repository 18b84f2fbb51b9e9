package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.text.Ellipsis;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the rules that led to a finding, as one fact; the finding's id stands for a detector
 * and for a rule without another name. Merging is commutative, associative and idempotent.
 */
final class MatchedRules {
  /** Maximum number of names; of more, the alphabetically first are kept. */
  static final int MAX_NAMES = 12;

  static final int MAX_NAME = 64;

  private static final String SEPARATOR = ", ";

  private MatchedRules() {}

  /** The fact of one rule, with its name truncated to {@value #MAX_NAME} characters. */
  static String of(String rule) {
    return Ellipsis.cut(rule, MAX_NAME);
  }

  /** The names in a fact. */
  static List<String> names(String fact) {
    return List.of(fact.split(SEPARATOR));
  }

  /** The fact that contains the names of both. */
  static String merge(String some, String others) {
    return some.equals(others)
        ? some
        : Stream.of(some, others)
            .flatMap(fact -> names(fact).stream())
            .sorted()
            .distinct()
            .limit(MAX_NAMES)
            .collect(Collectors.joining(SEPARATOR));
  }
}

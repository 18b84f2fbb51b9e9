package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.text.Ellipsis;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the rules that led to a finding, as one fact. Merging is commutative, associative
 * and idempotent.
 */
final class MatchedRules {
  /** Maximum number of names; of more, the alphabetically first are kept. */
  static final int MAX_NAMES = 7;

  static final int MAX_NAME = 64;

  private static final String SEPARATOR = ", ";

  private MatchedRules() {}

  /** The fact of one rule, with its name truncated to {@value #MAX_NAME} characters. */
  static String of(String rule) {
    return Ellipsis.cut(rule, MAX_NAME);
  }

  /** The fact that contains the names of both. */
  static String merge(String some, String others) {
    return some.equals(others)
        ? some
        : Stream.of(some, others)
            .flatMap(fact -> Arrays.stream(fact.split(SEPARATOR)))
            .sorted()
            .distinct()
            .limit(MAX_NAMES)
            .collect(Collectors.joining(SEPARATOR));
  }
}

package io.exposuremonitor.detectors.rule;

/** An executable test of a whole record: placeholders are resolved and patterns compiled. */
@FunctionalInterface
interface Matcher {
  boolean matches(RuleEvent event);
}

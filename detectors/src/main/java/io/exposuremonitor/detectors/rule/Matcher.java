package io.exposuremonitor.detectors.rule;

/** A test of a whole record, ready to run: placeholders are filled in, patterns compiled. */
@FunctionalInterface
interface Matcher {
  boolean matches(RuleEvent event);
}

package io.exposuremonitor.detectors.accesspolicy;

import io.exposuremonitor.detectors.text.StarPattern;

/**
 * IAM's wildcards: {@code *} for any run of characters, {@code ?} for one (IAM user guide, "Using
 * wildcards in resource ARNs"). Actions are matched without regard to case; so is everything here,
 * which errs on the side of granting more.
 */
final class Wildcards {
  private Wildcards() {}

  static boolean matches(String pattern, String text) {
    return StarPattern.matches(pattern, text, Wildcards::standsFor);
  }

  private static boolean standsFor(char pattern, char c) {
    return pattern == '?' || Character.toLowerCase(pattern) == Character.toLowerCase(c);
  }
}

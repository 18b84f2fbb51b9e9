package io.exposuremonitor.detectors.accesspolicy;

import io.exposuremonitor.detectors.text.StarPattern;

/**
 * Matches IAM's wildcards: {@code *} for any run of characters, {@code ?} for one character (IAM
 * user guide, "Using wildcards in resource ARNs"). Ignores case everywhere, as IAM does in actions,
 * which errs on the side of granting more.
 */
final class Wildcards {
  private Wildcards() {}

  static boolean matches(String pattern, String text) {
    return StarPattern.matches(pattern, text, Wildcards::matchesCharacter);
  }

  private static boolean matchesCharacter(char pattern, char c) {
    return pattern == '?' || Character.toLowerCase(pattern) == Character.toLowerCase(c);
  }
}

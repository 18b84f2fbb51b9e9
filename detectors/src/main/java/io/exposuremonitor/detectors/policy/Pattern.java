package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.text.StarPattern;

/** Matching of names and ARNs with {@code *} for any run of characters. */
public final class Pattern {
  private Pattern() {}

  /** True when {@code text} as a whole matches {@code pattern}; case matters. */
  public static boolean matches(String pattern, String text) {
    return StarPattern.matches(pattern, text, (p, c) -> p == c);
  }

  /** True when a table's ARN, or the name at its end, matches. */
  public static boolean matchesTable(String pattern, String tableArn) {
    int name = Arns.nameStart(tableArn);
    if (pattern.indexOf('*') < 0) {
      // An inventory brings thousands of these, and each lookup passes many.
      return pattern.equals(tableArn)
          || (pattern.length() == tableArn.length() - name && tableArn.endsWith(pattern));
    }
    return matches(pattern, tableArn) || matches(pattern, tableArn.substring(name));
  }
}

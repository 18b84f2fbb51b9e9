package io.exposuremonitor.detectors.policy;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.text.StarPattern;
import java.util.Collection;

/** Matches names and ARNs against patterns, in which {@code *} is any run of characters. */
public final class Pattern {
  private Pattern() {}

  /** True if the whole text matches the pattern; case-sensitive. */
  public static boolean matches(String pattern, String text) {
    return StarPattern.matches(pattern, text, (p, c) -> p == c);
  }

  /** True if the whole text matches one of the patterns; case-sensitive. */
  public static boolean matchesAny(Collection<String> patterns, String text) {
    for (String pattern : patterns) {
      if (matches(pattern, text)) {
        return true;
      }
    }
    return false;
  }

  /** True if a table's ARN, or the name at its end, matches the pattern. */
  public static boolean matchesTable(String pattern, String tableArn) {
    int name = Arns.nameStart(tableArn);
    if (pattern.indexOf('*') < 0) {
      // Most patterns are plain names, which need no copy of the name in the ARN.
      return pattern.equals(tableArn)
          || (pattern.length() == tableArn.length() - name && tableArn.endsWith(pattern));
    }
    return matches(pattern, tableArn) || matches(pattern, tableArn.substring(name));
  }
}

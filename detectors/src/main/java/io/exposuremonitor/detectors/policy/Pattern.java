package io.exposuremonitor.detectors.policy;

/** Matching of names and ARNs with {@code *} for any run of characters. */
public final class Pattern {
  private Pattern() {}

  /** True when {@code text} as a whole matches {@code pattern}; case matters. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** True when a table's ARN, or the name at its end, matches. */
  public static boolean matchesTable(String pattern, String tableArn) {
    int name = tableArn.lastIndexOf('/') + 1;
    if (pattern.indexOf('*') < 0) {
      // An inventory brings thousands of these, and each lookup passes many.
      return pattern.equals(tableArn)
          || (pattern.length() == tableArn.length() - name && tableArn.endsWith(pattern));
    }
    return matches(pattern, tableArn) || matches(pattern, tableArn.substring(name));
  }
}

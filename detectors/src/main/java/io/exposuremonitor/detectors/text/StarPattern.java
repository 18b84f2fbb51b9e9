package io.exposuremonitor.detectors.text;

/** Matches patterns in which {@code *} stands for any run of characters, including none. */
public final class StarPattern {
  /** Defines which characters a character of the pattern matches, except {@code *}. */
  @FunctionalInterface
  public interface Meaning {
    /** True when {@code inPattern} matches {@code c}. */
    boolean includes(char inPattern, char c);
  }

  private StarPattern() {}

  /**
   * Whether the whole {@code text} matches {@code pattern}. Takes at most as many steps as the
   * product of their lengths, and constant memory.
   */
  public static boolean matches(String pattern, String text, Meaning meaning) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && meaning.includes(pattern.charAt(p), text.charAt(t))) {
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
}

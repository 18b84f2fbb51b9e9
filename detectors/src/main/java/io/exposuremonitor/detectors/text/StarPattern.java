package io.exposuremonitor.detectors.text;

/** Matching with {@code *} for any run of characters, none included. */
public final class StarPattern {
  /** Defines which characters a pattern's character matches, {@code *} apart. */
  @FunctionalInterface
  public interface Meaning {
    /** True when {@code inPattern} matches {@code c}. */
    boolean includes(char inPattern, char c);
  }

  private StarPattern() {}

  /**
   * True when {@code text} as a whole matches {@code pattern}. Takes at most the product of their
   * lengths in steps, and no memory.
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

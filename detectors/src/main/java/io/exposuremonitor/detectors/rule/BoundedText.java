package io.exposuremonitor.detectors.rule;

import java.util.regex.Pattern;

/**
 * Text with a limit on character accesses: {@code java.util.regex} backtracks, and a crafted record
 * could keep it busy for hours.
 */
final class BoundedText implements CharSequence {
  /** Maximum number of character accesses; CloudTrail values have at most 100 KB. */
  static final int MAX_STEPS = 2_000_000;

  private final String text;
  private int left = MAX_STEPS;

  private BoundedText(String text) {
    this.text = text;
  }

  /** True if the pattern is found anywhere in the text. */
  static boolean find(Pattern pattern, String text) {
    try {
      return pattern.matcher(new BoundedText(text)).find();
    } catch (StackOverflowError e) {
      // Repeated groups recurse once per repetition.
      throw new UndecidedException();
    }
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new UndecidedException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}

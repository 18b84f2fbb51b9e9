package io.exposuremonitor.detectors.rule;

import java.util.regex.Pattern;

/**
 * Text that can be looked at so many times: {@code java.util.regex} backtracks, and a record's
 * author may choose a text that makes it do so for hours.
 */
final class BoundedText implements CharSequence {
  /** Looks at single characters; CloudTrail's texts have at most 100 KB. */
  static final int MAX_STEPS = 2_000_000;

  private final String text;
  private int left = MAX_STEPS;

  private BoundedText(String text) {
    this.text = text;
  }

  /** True when the pattern is found anywhere in the text. */
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

package io.exposuremonitor.detectors.sensitivity;

/**
 * The text of a value with statistics from a single pass over it, which suffice for most values.
 * Holds a value: it must not outlive the examination of its item, and has no {@code toString}.
 */
final class Text {
  /** Maximum number of characters examined; the rest is ignored. */
  static final int LONGEST = 4_096;

  private static final int MAX_SEPARATORS = 2;

  private final String text;
  private int digits;
  private int letters;
  private int upper;
  private int spaces;
  private int word;
  private int longestWord;
  private int run;
  private int separators;
  private int longestNumber;
  private boolean at;
  private boolean plus;
  private boolean dashes;

  /** The first {@value #LONGEST} characters of a value. */
  Text(String value) {
    text = value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    for (int i = 0; i < text.length(); i++) {
      note(text.charAt(i));
    }
  }

  private void note(char c) {
    word = c == ' ' ? 0 : word + 1;
    longestWord = Math.max(longestWord, word);
    if (c >= '0' && c <= '9') {
      digits++;
      run++;
      separators = 0;
      longestNumber = Math.max(longestNumber, run);
      return;
    }
    separators++;
    run = separators > MAX_SEPARATORS || Character.isLetter(c) ? 0 : run;
    if (Character.isLetter(c)) {
      letters++;
      upper += c >= 'A' && c <= 'Z' ? 1 : 0;
    } else if (c == ' ') {
      spaces++;
    } else {
      at |= c == '@';
      plus |= c == '+';
      dashes |= c == '-';
    }
  }

  String value() {
    return text;
  }

  int length() {
    return text.length();
  }

  int digits() {
    return digits;
  }

  int letters() {
    return letters;
  }

  /** Capitals of the Latin alphabet. */
  int upper() {
    return upper;
  }

  int spaces() {
    return spaces;
  }

  boolean hasAt() {
    return at;
  }

  boolean hasPlus() {
    return plus;
  }

  /** Length of the longest stretch without a space. */
  int longestWord() {
    return longestWord;
  }

  /** Number of digits of the longest number, whose groups may lie up to two characters apart. */
  int longestNumber() {
    return longestNumber;
  }

  boolean hasDash() {
    return dashes;
  }

  /** The digits of a text, without separators. */
  static String digitsOf(CharSequence text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      }
    }
    return digits.toString();
  }
}

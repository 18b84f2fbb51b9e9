package io.exposuremonitor.detectors.cloudtrail;

import java.nio.charset.StandardCharsets;

/**
 * Converts JSON values to text and numbers. A value of an unexpected type is not an error: numbers
 * and booleans are converted to their text; {@code null}, objects and arrays to the empty string.
 *
 * <p>An unpaired surrogate escape and malformed UTF-8 become replacement characters.
 */
final class JsonText {
  private JsonText() {}

  /** The text of the value at {@code bytes[from, to)}, which includes quotes if it is a string. */
  static String ofValue(byte[] bytes, int from, int to) {
    if (from >= to) {
      return "";
    }
    return switch (bytes[from]) {
      case '"' -> ofContent(bytes, from + 1, to - 1);
      case 'n', '{', '[' -> "";
      default -> new String(bytes, from, to - from, StandardCharsets.UTF_8);
    };
  }

  /** The text of the string content at {@code bytes[from, to)}, without quotes. */
  static String ofContent(byte[] bytes, int from, int to) {
    if (!hasEscape(bytes, from, to)) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
    Scratch scratch = new Scratch();
    scratch.appendUnescaped(bytes, from, to);
    return scratch.toString();
  }

  static boolean hasEscape(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /**
   * Parses a non-negative integer, written with or without quotes.
   *
   * @return {@code absent} if the text is anything else or too large for an int
   */
  static int count(String text, int absent) {
    int digits = text.length();
    if (digits == 0 || digits > 10) {
      return absent;
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return absent;
      }
      value = value * 10 + digit;
    }
    return value <= Integer.MAX_VALUE ? (int) value : absent;
  }
}

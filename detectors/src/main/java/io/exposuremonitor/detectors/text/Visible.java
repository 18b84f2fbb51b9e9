package io.exposuremonitor.detectors.text;

import java.util.Locale;

/**
 * Makes untrusted text safe to display: everything without a glyph of its own (controls, escape
 * sequences, direction overrides, zero-width characters, line separators, unpaired surrogates) is
 * written as {@code \}{@code u202E}, so that it can neither act nor hide.
 */
public final class Visible {
  private Visible() {}

  /** The text with all invisible characters spelled out. */
  public static String of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /**
   * Like {@link #of(String)}, but cut to {@code max} characters; a cut text ends with an ellipsis.
   *
   * @param max at least 1
   */
  public static String of(String text, int max) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), max) + 8);
    int i = 0;
    while (i < text.length() && out.length() <= max) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isVisible(c)) {
        out.appendCodePoint(c);
      } else {
        out.append(String.format(Locale.ROOT, "\\u%04X", c));
      }
    }
    if (out.length() <= max && i == text.length()) {
      return out.toString();
    }
    int end = Math.min(out.length(), max - 1);
    boolean halved = end > 0 && Character.isHighSurrogate(out.charAt(end - 1));
    out.setLength(halved ? end - 1 : end);
    return out.append('…').toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}

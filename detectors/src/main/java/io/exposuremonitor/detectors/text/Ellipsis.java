package io.exposuremonitor.detectors.text;

/** Marks where a text was truncated. */
public final class Ellipsis {
  private Ellipsis() {}

  /**
   * The text, truncated if it is too long.
   *
   * @param most maximum number of characters, the ellipsis included; at least 1
   */
  public static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + '…';
  }
}

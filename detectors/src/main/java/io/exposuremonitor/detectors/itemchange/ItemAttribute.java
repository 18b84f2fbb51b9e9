package io.exposuremonitor.detectors.itemchange;

/**
 * A top-level attribute in the images of a change, without its value.
 *
 * @param name the name, truncated to {@value #LONGEST_NAME} characters
 * @param type its data type after the change, or before it if the attribute was removed
 * @param difference how the change affected it
 */
public record ItemAttribute(String name, AttributeType type, Difference difference) {
  /** DynamoDB permits names of up to 64 KB, which no real table uses. */
  static final int LONGEST_NAME = 255;

  /** How a change affected an attribute. */
  public enum Difference {
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    /** The change does not contain both images. */
    UNKNOWN
  }

  public ItemAttribute {
    name = bounded(name);
  }

  /** The text, truncated to {@link #LONGEST_NAME} characters. */
  static String bounded(String text) {
    return bounded(text, LONGEST_NAME);
  }

  /** The text, truncated without splitting a surrogate pair. */
  static String bounded(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean split = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, split ? longest - 1 : longest);
  }
}

package io.exposuremonitor.detectors.itemchange;

/**
 * A top-level attribute that a change told of; never its value.
 *
 * @param name at most {@value #LONGEST_NAME} characters, the first of a longer name
 * @param type its data type: now, or before when it is gone
 * @param difference what became of it
 */
public record ItemAttribute(String name, AttributeType type, Difference difference) {
  /** DynamoDB takes names up to 64 KB; no table needs them. */
  static final int LONGEST_NAME = 255;

  /** What a change made of an attribute. */
  public enum Difference {
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    /** The image to compare with was not told. */
    UNKNOWN
  }

  public ItemAttribute {
    name = bounded(name);
  }

  /** The first {@link #LONGEST_NAME} characters of a text. */
  static String bounded(String text) {
    return bounded(text, LONGEST_NAME);
  }

  /** The first characters of a text, without half a surrogate pair. */
  static String bounded(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean split = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, split ? longest - 1 : longest);
  }
}

package io.exposuremonitor.detectors.rule;

import java.util.Arrays;

/**
 * A Sigma string value: {@code *} matches any run of characters, {@code ?} matches one, and a
 * backslash makes either literal (Sigma rules specification, "Wildcards" and "Escaping").
 */
final class Glob {
  private static final int ANY_RUN = -1;
  private static final int ANY_ONE = -2;
  private static final int ASCII_END = 0x80;

  /** Literal characters and the two wildcards. */
  private final int[] elements;

  private final boolean cased;

  /** The elements, with case folded unless it matters. */
  private final int[] folded;

  private Glob(int[] elements, boolean cased) {
    this.elements = elements;
    this.cased = cased;
    this.folded =
        cased
            ? elements
            : Arrays.stream(elements)
                .map(element -> element < 0 ? element : fold(element))
                .toArray();
  }

  /** Parses a value in Sigma's syntax. */
  static Glob of(String value, boolean cased) {
    int[] elements = new int[value.length()];
    int size = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length() && "*?\\".indexOf(value.charAt(i + 1)) >= 0) {
        elements[size++] = value.charAt(++i);
      } else if (c == '*') {
        elements[size++] = ANY_RUN;
      } else if (c == '?') {
        elements[size++] = ANY_ONE;
      } else {
        elements[size++] = c;
      }
    }
    return new Glob(Arrays.copyOf(elements, size), cased);
  }

  /** Escapes everything in a text that Sigma would interpret as a wildcard or an escape. */
  static String escape(String text) {
    return text.replaceAll("[*?\\\\]", "\\\\$0");
  }

  /** This pattern, preceded by {@code *}. */
  Glob anythingBefore() {
    int[] wider = new int[elements.length + 1];
    wider[0] = ANY_RUN;
    System.arraycopy(elements, 0, wider, 1, elements.length);
    return new Glob(wider, cased);
  }

  /** This pattern, followed by {@code *}. */
  Glob anythingAfter() {
    int[] wider = Arrays.copyOf(elements, elements.length + 1);
    wider[elements.length] = ANY_RUN;
    return new Glob(wider, cased);
  }

  /** True if the pattern contains no wildcards. */
  boolean literal() {
    return Arrays.stream(elements).noneMatch(element -> element < 0);
  }

  /** True when it begins and ends with a wildcard for any run of characters. */
  boolean open() {
    return elements.length > 0
        && elements[0] == ANY_RUN
        && elements[elements.length - 1] == ANY_RUN;
  }

  /** The text of a literal pattern. */
  String plain() {
    return new String(elements, 0, elements.length);
  }

  /** True if the pattern matches the whole text. */
  boolean matches(String text) {
    int e = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (e < folded.length && folded[e] == ANY_RUN) {
        star = e++;
        mark = t;
      } else if (e < folded.length && matchesOne(folded[e], text.charAt(t))) {
        e++;
        t++;
      } else if (star >= 0) {
        e = star + 1;
        mark = nextStart(e, mark + 1, text);
        t = mark;
      } else {
        return false;
      }
    }
    while (e < folded.length && folded[e] == ANY_RUN) {
      e++;
    }
    return e == folded.length;
  }

  /** Where a run of any characters may end: at the next character that the element matches. */
  private int nextStart(int element, int from, String text) {
    if (element == folded.length) {
      return from;
    }
    int next = from;
    while (next < text.length() && !matchesOne(folded[element], text.charAt(next))) {
      next++;
    }
    return next;
  }

  private boolean matchesOne(int element, char c) {
    return element == ANY_ONE || element == (cased ? c : fold(c));
  }

  /**
   * Folds case like {@link String#equalsIgnoreCase}: to upper case first, which the Georgian script
   * needs.
   */
  private static int fold(int c) {
    if (c < ASCII_END) {
      return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int element : elements) {
      if (element == ANY_RUN) {
        text.append('*');
      } else if (element == ANY_ONE) {
        text.append('?');
      } else {
        text.append(escape(String.valueOf((char) element)));
      }
    }
    return text.toString();
  }
}

package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.text.Visible;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds a page. The program's own markup is added by {@link #raw}; everything else, without
 * exception, by {@link #text}, which makes it visible and escapes it for element content and quoted
 * attributes alike.
 */
final class Html {
  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9_.-]+)`");

  private final StringBuilder out = new StringBuilder(64 * 1024);

  /** Adds the program's own markup. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Adds the program's own number, such as a coordinate or an anchor. */
  Html raw(long number) {
    out.append(number);
    return this;
  }

  /** Adds untrusted text. */
  Html text(String text) {
    return text(text, Integer.MAX_VALUE);
  }

  /** Adds at most {@code max} characters of untrusted text. */
  Html text(String text, int max) {
    String visible = Visible.of(text, max);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /**
   * Adds untrusted text that may hold names of tables and attributes in backquotes, as findings'
   * sentences do, and sets these as code. Only names of letters, digits and a few signs are set, so
   * that no text can produce other markup.
   */
  Html sentence(String text, int max) {
    Matcher names = NAME.matcher(Visible.of(text, max));
    StringBuilder before = new StringBuilder();
    while (names.find()) {
      names.appendReplacement(before, "");
      text(before.toString()).raw("<code>").raw(names.group(1)).raw("</code>");
      before.setLength(0);
    }
    names.appendTail(before);
    return text(before.toString());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

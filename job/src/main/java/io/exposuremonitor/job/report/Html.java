package io.exposuremonitor.job.report;

/**
 * A page being written. Markup of our own goes in by {@link #raw}; everything else, without
 * exception, by {@link #text}, which makes it visible and escapes it for element content and for
 * quoted attributes alike.
 */
final class Html {
  private final StringBuilder out = new StringBuilder(64 * 1024);

  /** Adds markup that is ours. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Adds a number of ours, such as a coordinate or an anchor. */
  Html raw(long number) {
    out.append(number);
    return this;
  }

  /** Adds a stranger's text. */
  Html text(String text) {
    return text(text, Integer.MAX_VALUE);
  }

  /** Adds a stranger's text, at most {@code max} characters of it. */
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

  @Override
  public String toString() {
    return out.toString();
  }
}

package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.report.TerminalSummary.Style;
import java.io.PrintWriter;
import java.util.Locale;

/** Writes the story to the terminal: a label in the margin, with the text wrapped beside it. */
final class StoryLines {
  private static final String MARGIN = " ".repeat(10);
  private static final int NARROWEST = 40;
  private static final int RULE = 34;
  private static final char ESCAPE = 27;

  private final PrintWriter out;
  private final Style style;

  StoryLines(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  void flush() {
    out.flush();
  }

  void heading(String text) {
    out.println(paint("1", line(ascii("── " + text + " " + "─".repeat(RULE)))));
  }

  void blank() {
    out.println();
  }

  /** Wraps the text at the terminal's width; colour codes do not count. */
  void say(String label, String text) {
    int room = Math.max(NARROWEST, style.width() - MARGIN.length() - 2);
    String first = String.format(Locale.ROOT, "%" + MARGIN.length() + "s  ", label);
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : ascii(text).split(" ", -1)) {
      int width = word.replaceAll(ESCAPE + "\\[[0-9;]*m", "").length();
      if (used > 0 && used + 1 + width > room) {
        out.println(line(first + line));
        first = MARGIN + "  ";
        line.setLength(0);
        used = 0;
      }
      if (!line.isEmpty()) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += width;
    }
    out.println(line(first + line));
  }

  private static String line(String text) {
    return text.stripTrailing();
  }

  /** Replaces characters that the terminal can't show. */
  private String ascii(String text) {
    return style.unicode()
        ? text
        : text.replace('─', '-')
            .replace("→", "->")
            .replace("…", "...")
            .replaceAll("[^\\x00-\\x7F]", "?");
  }

  String paint(String code, String text) {
    return style.colour() ? ESCAPE + "[" + code + 'm' + text + ESCAPE + "[0m" : text;
  }
}

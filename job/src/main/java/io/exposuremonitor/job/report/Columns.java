package io.exposuremonitor.job.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures the width of text in a terminal: East Asian characters and emoji take two columns,
 * combining marks none, everything else one (after Markus Kuhn's wcwidth).
 */
final class Columns {
  /** Bounds of the ranges that take two columns. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23F3}, {0x2614, 0x2615}, {0x26A1, 0x26FD},
    {0x2705, 0x2757}, {0x2795, 0x27BF}, {0x2B1B, 0x2B55}, {0x2E80, 0x303E}, {0x3041, 0xA4CF},
    {0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE10, 0xFE19}, {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x16FE0, 0x1B2FF}, {0x1F004, 0x1FAFF}, {0x20000, 0x3FFFD}
  };

  private Columns() {}

  /** The number of columns that a line takes. */
  static int of(String line) {
    return line.codePoints().map(Columns::of).sum();
  }

  /** A line cut to {@code width} columns; a cut line ends with as much of the ellipsis as fits. */
  static String cut(String line, int width, String ellipsis) {
    if (of(line) <= width) {
      return line;
    }
    String end = ellipsis.substring(0, Math.min(ellipsis.length(), width));
    int room = width - end.length();
    int kept = 0;
    while (kept < line.length() && of(line.codePointAt(kept)) <= room) {
      room -= of(line.codePointAt(kept));
      kept += Character.charCount(line.codePointAt(kept));
    }
    return line.substring(0, kept) + end;
  }

  /**
   * Breaks a text into lines of at most {@code width} columns, at spaces where possible.
   *
   * @param maxLines maximum number of lines, at least 1; the last one is cut when there is more
   */
  static List<String> wrap(String text, int width, int maxLines, String ellipsis) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (lines.size() < maxLines - 1 && of(rest) > width) {
      int end = cut(rest, width, "").length();
      int space = rest.lastIndexOf(' ', end);
      int broken = space > 0 ? space : Math.max(1, end);
      lines.add(rest.substring(0, broken).stripTrailing());
      rest = rest.substring(broken).stripLeading();
    }
    lines.add(cut(rest, width, ellipsis).stripTrailing());
    return lines;
  }

  private static int of(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (c >= range[0] && c <= range[1]) {
        return 2;
      }
    }
    return 1;
  }
}

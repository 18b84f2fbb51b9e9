package io.exposuremonitor.job.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out columns of text for a terminal. A column is as wide as its widest cell; when a row would
 * exceed the terminal, the flexible columns shrink, the widest first, and their cells are cut.
 * Nothing ever wraps.
 */
final class TextTable {
  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param right aligned to the right, like numbers
   * @param flexible may be cut when space is short
   */
  record Column(boolean right, boolean flexible) {
    static final Column FIXED = new Column(false, false);
    static final Column NUMBER = new Column(true, false);
    static final Column TEXT = new Column(false, true);
  }

  TextTable(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Adds a row with one cell for each column; cells are single lines without control characters.
   */
  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The rows as lines of at most {@code width} columns, without trailing spaces. */
  List<String> lines(int width, String ellipsis) {
    int[] widths = widths(width);
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(i == 0 ? "" : GAP).append(cell(row.get(i), i, widths[i], ellipsis));
      }
      lines.add(Columns.cut(line.toString().stripTrailing(), width, ellipsis));
    }
    return lines;
  }

  private String cell(String text, int column, int width, String ellipsis) {
    String shown = Columns.cut(text, width, ellipsis);
    String padding = " ".repeat(width - Columns.of(shown));
    return columns.get(column).right() ? padding + shown : shown + padding;
  }

  private int[] widths(int width) {
    int[] widths = new int[columns.size()];
    int sum = GAP.length() * (widths.length - 1);
    for (int i = 0; i < widths.length; i++) {
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
      }
      sum += widths[i];
    }
    for (int over = sum - width; over > 0; over--) {
      int widest = widestFlexible(widths);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private int widestFlexible(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean gives = columns.get(i).flexible() && widths[i] > NARROWEST;
      if (gives && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }
}

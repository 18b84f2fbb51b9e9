package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import java.util.ArrayList;
import java.util.List;

/** Lays out findings for a terminal: one row each on a wide terminal, and otherwise two. */
final class FindingRows {
  /** Columns that an actor and a resource need beside a quantity. */
  private static final int PAIR = 20;

  /** What stands between an actor and a resource. */
  private static final String BETWEEN = " > ";

  private final TerminalSummary.Style style;
  private final Labels labels;

  FindingRows(TerminalSummary.Style style, Labels labels) {
    this.style = style;
    this.labels = labels;
  }

  /** The rows; on a wide terminal, the first one is the heading. */
  List<String> of(List<Finding> findings) {
    return style.isWide() ? oneLine(findings) : twoLines(findings);
  }

  private List<String> oneLine(List<Finding> findings) {
    TextTable table =
        new TextTable(
            TextTable.Column.FIXED,
            TextTable.Column.TEXT,
            TextTable.Column.TEXT,
            TextTable.Column.TEXT,
            TextTable.Column.FIXED,
            TextTable.Column.NUMBER);
    table.row("LEVEL", "FINDING", "ACTOR", "RESOURCE", "FROM (UTC)", "HOW MUCH");
    for (Finding finding : findings) {
      table.row(
          finding.level().word(),
          style.printable(finding.analytic().id()),
          style.printable(labels.actor(finding)),
          style.printable(labels.resource(finding)),
          Units.minute(finding.start()),
          Quantity.headline(finding));
    }
    return table.lines(style.width(), style.ellipsis());
  }

  /** The detection and its time; on the line below, who did it to what, and how much. */
  private List<String> twoLines(List<Finding> findings) {
    TextTable table =
        new TextTable(TextTable.Column.FIXED, TextTable.Column.TEXT, TextTable.Column.NUMBER);
    int indent = 0;
    for (Finding finding : findings) {
      String level = finding.level().word();
      table.row(
          level, style.printable(finding.analytic().id()), Units.minute(finding.start()) + " UTC");
      indent = Math.max(indent, Columns.of(level) + 2);
    }
    indent = Math.min(indent, style.width() / 4);
    List<String> heads = table.lines(style.width(), style.ellipsis());
    int edge = heads.stream().mapToInt(Columns::of).max().orElse(0);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      rows.add(heads.get(i));
      rows.add(below(findings.get(i), indent, edge));
    }
    return rows;
  }

  /** Aligns the quantity with the end of the line above, if there is room for it. */
  private String below(Finding finding, int indent, int edge) {
    String much = Quantity.headline(finding);
    int whole = style.width() - indent;
    int beside = whole - Columns.of(much) - 2;
    boolean alone = much.isEmpty() || beside < PAIR;
    String text =
        " ".repeat(indent)
            + pair(
                style.printable(labels.actor(finding)),
                style.printable(labels.resource(finding)),
                alone ? whole : beside);
    int gap = edge - Columns.of(text) - Columns.of(much);
    return (alone ? text : text + " ".repeat(Math.max(2, gap)) + much).stripTrailing();
  }

  /** Actor and resource; if both do not fit, neither loses more than half of the room. */
  private String pair(String actor, String resource, int room) {
    int free = Math.max(0, room - Columns.of(BETWEEN));
    int half = Math.max(free / 2, free - Columns.of(resource));
    String first = Columns.cut(actor, half, style.ellipsis());
    return first + BETWEEN + Columns.cut(resource, free - Columns.of(first), style.ellipsis());
  }
}

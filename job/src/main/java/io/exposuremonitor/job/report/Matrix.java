package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Actors against tables: in each cell the worst level between the two and the pages read, as a link
 * to the worst finding.
 */
final class Matrix {
  private static final int MOST_ACTORS = 12;
  private static final int MOST_RESOURCES = 8;

  private final List<Finding> findings;
  private final Map<String, Integer> actors = new LinkedHashMap<>();
  private final Map<String, Integer> resources = new LinkedHashMap<>();

  /** Row and column. */
  private record Place(String actor, String resource) {}

  /** The number of the worst finding at a place, and the most pages that any of them counts. */
  private record Cell(int worst, long pages) {
    Cell and(Cell other) {
      return new Cell(Math.min(worst, other.worst), Math.max(pages, other.pages));
    }
  }

  private Matrix(List<Finding> findings) {
    this.findings = findings;
    for (int i = 0; i < findings.size(); i++) {
      actors.putIfAbsent(findings.get(i).actor().id(), i);
      resources.putIfAbsent(resourceOf(findings.get(i)), i);
    }
  }

  /**
   * Draws.
   *
   * @param findings as listed on the page, the worst first, not empty
   */
  static void write(List<Finding> findings, Html html) {
    new Matrix(findings).draw(html);
  }

  private void draw(Html html) {
    Map<Place, Cell> cells = cells();
    List<String> columns = resources.keySet().stream().limit(MOST_RESOURCES).toList();
    html.raw("<div class=scroll><table class=matrix><thead><tr><th scope=col>Actor");
    for (String column : columns) {
      Finding example = findings.get(resources.getOrDefault(column, 0));
      html.raw("<th scope=col title='").text(column, 300).raw("'>");
      html.text(Names.resource(example), 28);
    }
    html.raw("<tbody>");
    List<String> rows = rows(columns, cells);
    for (String row : rows) {
      Finding example = findings.get(actors.getOrDefault(row, 0));
      html.raw("<tr><th scope=row title='").text(row, 300).raw("'>");
      html.text(Names.actor(example), 40);
      html.raw("<small>").raw(Names.kind(example.actor().kind())).raw("</small>");
      for (String column : columns) {
        cell(cells.get(new Place(row, column)), html);
      }
    }
    html.raw("</table></div>\n");
    leftOut(actors.size() - rows.size(), resources.size() - columns.size(), html);
  }

  /** Actors with something in a column, from the worst on. */
  private List<String> rows(List<String> columns, Map<Place, Cell> cells) {
    return actors.keySet().stream()
        .filter(
            row -> columns.stream().anyMatch(column -> cells.containsKey(new Place(row, column))))
        .limit(MOST_ACTORS)
        .toList();
  }

  private void cell(@Nullable Cell cell, Html html) {
    if (cell == null) {
      html.raw("<td>");
      return;
    }
    Finding worst = findings.get(cell.worst());
    html.raw("<td><a href=#f").raw(cell.worst()).raw(" class=").raw(worst.level().word());
    html.raw(">").raw(Levels.title(worst.level()));
    if (cell.pages() > 0) {
      html.raw("<small>").raw(Units.count(cell.pages(), "page")).raw("</small>");
    }
    html.raw("</a>");
  }

  private Map<Place, Cell> cells() {
    Map<Place, Cell> cells = new LinkedHashMap<>();
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      cells.merge(
          new Place(finding.actor().id(), resourceOf(finding)),
          new Cell(i, Quantity.pages(finding)),
          Cell::and);
    }
    return cells;
  }

  private static void leftOut(int rows, int columns, Html html) {
    if (rows + columns > 0) {
      html.raw("<p class=hint>The worst are shown; not shown: ");
      html.raw(Units.count(rows, "actor")).raw(" and ");
      html.raw(Units.count(columns, "resource")).raw(".</p>\n");
    }
  }

  private static String resourceOf(Finding finding) {
    return finding.resource().isEmpty() ? "account " + finding.account() : finding.resource();
  }
}

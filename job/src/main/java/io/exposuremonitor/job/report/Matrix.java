package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws actors against tables: each cell holds the worst level between the two and the pages read,
 * or whatever else the worst finding counts, as a link to that finding.
 */
final class Matrix {
  private static final int MAX_ACTORS = 25;
  private static final int MAX_RESOURCES = 10;

  private final List<Finding> findings;
  private final Labels labels;
  private final Map<String, Integer> actors = new LinkedHashMap<>();
  private final Map<String, Integer> resources = new LinkedHashMap<>();

  /** A row and a column. */
  private record Place(String actor, String resource) {}

  /**
   * The content of a cell.
   *
   * @param worst number of the worst finding
   * @param pages maximum number of pages that any of the findings counts
   */
  private record Cell(int worst, long pages) {
    Cell and(Cell other) {
      return new Cell(Math.min(worst, other.worst), Math.max(pages, other.pages));
    }
  }

  private Matrix(List<Finding> findings, Labels labels) {
    this.findings = findings;
    this.labels = labels;
    for (int i = 0; i < findings.size(); i++) {
      actors.putIfAbsent(findings.get(i).actor().id(), i);
      resources.putIfAbsent(Labels.resourceId(findings.get(i)), i);
    }
  }

  /**
   * Draws the matrix.
   *
   * @param findings as listed on the page, the worst first, not empty
   */
  static void write(List<Finding> findings, Labels labels, Html html) {
    new Matrix(findings, labels).draw(html);
  }

  private void draw(Html html) {
    Map<Place, Cell> cells = cells();
    List<String> columns = resources.keySet().stream().limit(MAX_RESOURCES).toList();
    html.raw("<div class=scroll><table class=matrix><thead><tr><th scope=col>Actor");
    for (String column : columns) {
      html.raw("<th scope=col title='").text(column, 300).raw("'>");
      html.text(labels.resource(column), 48);
    }
    html.raw("<tbody>");
    List<String> rows = rows(columns, cells);
    for (String row : rows) {
      Finding example = findings.get(actors.getOrDefault(row, 0));
      html.raw("<tr><th scope=row title='").text(row, 300).raw("'>");
      html.text(labels.actor(row), 64);
      kind(example, html);
      for (String column : columns) {
        cell(column, cells.get(new Place(row, column)), html);
      }
    }
    html.raw("</table></div>\n");
    leftOut(actors.size() - rows.size(), resources.size() - columns.size(), html);
  }

  /** Actors with findings in any of the columns, sorted by their worst finding. */
  private List<String> rows(List<String> columns, Map<Place, Cell> cells) {
    return actors.keySet().stream()
        .filter(
            row -> columns.stream().anyMatch(column -> cells.containsKey(new Place(row, column))))
        .limit(MAX_ACTORS)
        .toList();
  }

  private static void kind(Finding example, Html html) {
    String kind = Names.kind(example.actor().kind());
    if (!kind.equals(Names.actor(example))) {
      html.raw("<small>").raw(kind).raw("</small>");
    }
  }

  /**
   * Writes a cell. On a narrow screen, cells are stacked without columns, so each names its
   * resource.
   */
  private void cell(String column, @Nullable Cell cell, Html html) {
    if (cell == null) {
      html.raw("<td>");
      return;
    }
    Finding worst = findings.get(cell.worst());
    html.raw("<td><a href=#f").raw(cell.worst()).raw(" class=").raw(worst.level().word());
    html.raw("><i class=to>→ ").text(labels.resource(column), 64).raw("</i>");
    html.raw(Levels.title(worst.level()));
    String much = cell.pages() > 0 ? Units.count(cell.pages(), "page") : Quantity.headline(worst);
    if (!much.isEmpty()) {
      html.raw("<small>").raw(much).raw("</small>");
    }
    html.raw("</a>");
  }

  private Map<Place, Cell> cells() {
    Map<Place, Cell> cells = new LinkedHashMap<>();
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      cells.merge(
          new Place(finding.actor().id(), Labels.resourceId(finding)),
          new Cell(i, Quantity.pages(finding)),
          Cell::and);
    }
    return cells;
  }

  private static void leftOut(int rows, int columns, Html html) {
    String more =
        Stream.of(more(rows, "actor"), more(columns, "resource"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" and "));
    if (!more.isEmpty()) {
      html.raw("<p class=hint>… and ").raw(more).raw(": see their findings below.</p>\n");
    }
  }

  private static String more(int count, String noun) {
    return count == 0 ? "" : Units.count(count, "more " + noun);
  }
}

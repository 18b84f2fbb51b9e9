package io.exposuremonitor.job.report;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Renders a run as a screenful of plain text: the verdict, findings by level, the worst findings,
 * and what was read and skipped.
 */
public final class TerminalSummary {
  private static final int MAX_FINDINGS = 20;
  private static final int MAX_INCIDENTS = 10;
  private static final int MAX_SKIPPED = 10;
  private static final char ESCAPE = 27;
  private static final int NARROWEST = 20;
  private static final int WIDE = 110;
  private static final int STORY_LINES = 3;

  /**
   * Indentation of content below its heading, equal to that of findings, if the width allows it.
   */
  private static final int INDENT = 10;

  private final Style style;
  private final List<String> lines = new ArrayList<>();

  /**
   * The style of the text.
   *
   * @param width columns of the terminal; no line is longer; at least 20
   * @param colour whether levels are coloured by ANSI sequences
   * @param unicode whether the terminal shows UTF-8; else everything outside ASCII is spelled out
   */
  public record Style(int width, boolean colour, boolean unicode) {
    public Style {
      width = Math.max(NARROWEST, width);
    }

    /** Whether a row has room for all columns of a finding. */
    boolean isWide() {
      return width >= WIDE;
    }

    String ellipsis() {
      return unicode ? "…" : "...";
    }

    /**
     * Makes text safe: it can't move the cursor, and is ASCII if the terminal supports nothing
     * else.
     */
    String printable(String text) {
      String visible = Visible.of(text);
      if (unicode) {
        return visible;
      }
      StringBuilder ascii = new StringBuilder();
      visible
          .replace("–", "-")
          .replace("…", "...")
          .replace("→", "->")
          .replace("·", "-")
          .codePoints()
          .forEach(
              c ->
                  ascii.append(
                      c <= '~' ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04X", c)));
      return ascii.toString();
    }
  }

  private TerminalSummary(Style style) {
    this.style = style;
  }

  /** Renders the summary; ends with a line separator. */
  public static String render(ReportData data, Style style) {
    TerminalSummary summary = new TerminalSummary(style);
    summary.write(data);
    return summary.lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private void write(ReportData data) {
    List<Finding> episodes = Episodes.of(data.findings());
    Verdict verdict = Verdict.of(episodes, data);
    line(verdict.found());
    line(verdict.basis());
    if (!episodes.isEmpty()) {
      line(byLevel(Levels.counts(episodes, data.omitted())));
      incidents(data);
      lines.add("");
      findings(
          episodes, Labels.of(data.findings(), data.incidents()), Levels.total(data.omitted()));
    }
    dryRuns(data.checks().dryRuns());
    String keptBack = data.checks().keptBack().inWords();
    if (!keptBack.isEmpty()) {
      lines.add("");
      line("Not reported, by the policy: " + keptBack);
    }
    inputs(data.inputs());
  }

  private void dryRuns(Map<String, Long> byDetection) {
    if (!byDetection.isEmpty()) {
      lines.add("");
      line("Dry runs by the policy, marked as such in the output of --findings:");
      new TreeMap<>(byDetection)
          .forEach((detection, count) -> line("  " + Units.count(count) + ' ' + detection));
    }
  }

  /**
   * The worst incidents first, each with its outcome beside the heading or, on a narrow terminal,
   * below it.
   */
  private void incidents(ReportData data) {
    long count = data.incidents().size() + data.omittedIncidents();
    lines.add("");
    line(Units.count(count, "incident") + ", times in UTC:");
    int shown = Math.min(MAX_INCIDENTS, data.incidents().size());
    for (Incident incident : data.incidents().subList(0, shown)) {
      incident(incident);
    }
    if (shown < count) {
      String whole = count > IncidentCards.MAX_SHOWN ? "--incidents" : "--report";
      line("and " + Units.count(count - shown) + " more (all of them with " + whole + ')');
    }
  }

  private void incident(Incident incident) {
    String head =
        String.format(
            Locale.ROOT,
            "%-13s risk %3d  %s",
            incident.level().word(),
            incident.risk(),
            Units.minute(incident.start()));
    boolean below = !style.isWide();
    String indent = " ".repeat(below ? Math.min(INDENT, style.width() / 4) : head.length() + 2);
    List<String> summary =
        Columns.wrap(
            style.printable(incident.summary()),
            style.width() - indent.length(),
            STORY_LINES,
            style.ellipsis());
    String first = below ? head : (head + "  " + summary.get(0)).stripTrailing();
    lines.add(coloured(Columns.cut(first, style.width(), style.ellipsis()), incident.level()));
    summary
        .subList(below ? 0 : 1, summary.size())
        .forEach(text -> lines.add((indent + text).stripTrailing()));
  }

  private static String byLevel(Map<Level, Long> counts) {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> Units.count(count.getValue()) + ' ' + count.getKey().word())
        .collect(Collectors.joining(", "));
  }

  private void findings(List<Finding> episodes, Labels labels, long omitted) {
    List<Finding> shown = episodes.subList(0, Math.min(MAX_FINDINGS, episodes.size()));
    List<String> rows = new FindingRows(style, labels).of(shown);
    int perFinding = style.isWide() ? 1 : 2;
    int head = rows.size() - perFinding * shown.size();
    for (int i = 0; i < rows.size(); i++) {
      boolean starts = i >= head && (i - head) % perFinding == 0;
      Finding finding = shown.get(Math.max(0, i - head) / perFinding);
      lines.add(starts ? coloured(rows.get(i), finding.level()) : rows.get(i));
    }
    long more = episodes.size() - shown.size() + omitted;
    if (more > 0) {
      boolean many = omitted > 0 || episodes.size() > HtmlReport.MAX_LISTED;
      String whole = many ? "--findings" : "--report";
      line("and " + Units.count(more) + " more (all of them with " + whole + ')');
    }
  }

  private void inputs(ReportData.Inputs inputs) {
    lines.add("");
    line(
        "Read "
            + inputs.filesRead()
            + (inputs.files() == 1 ? " file" : " files")
            + ", "
            + Units.bytes(inputs.bytes()));
    if (inputs.itemChanges().total() > 0) {
      line(itemChanges(inputs.itemChanges()));
    }
    if (inputs.records() > 0 && inputs.dataEvents() == 0) {
      line("No data events in them: item reads could not be seen");
    }
    for (Map.Entry<String, Long> reason : new TreeMap<>(inputs.unreadableRecords()).entrySet()) {
      line("Skipped " + Units.count(reason.getValue(), "record") + ": " + reason.getKey());
    }
    if (inputs.skipped().isEmpty()) {
      return;
    }
    line("Skipped " + inputs.skippedInNumbers() + ':');
    int named = Math.min(MAX_SKIPPED, inputs.skipped().size());
    TextTable table = new TextTable(TextTable.Column.TEXT, TextTable.Column.TEXT);
    for (ReportData.Skipped skipped : inputs.skipped().subList(0, named)) {
      table.row("  " + style.printable(skipped.name()), style.printable(skipped.reason()));
    }
    lines.addAll(table.lines(style.width(), style.ellipsis()));
    long more = inputs.skippedInAll() - named;
    if (more > 0) {
      line("  and " + Units.count(more) + " more");
    }
  }

  private static String itemChanges(ReportData.ItemChanges changes) {
    return Units.count(changes.total(), "item change")
        + " of "
        + Units.count(changes.tables(), "table")
        + ": "
        + Units.count(changes.inserts())
        + " inserted, "
        + Units.count(changes.modifies())
        + " modified, "
        + Units.count(changes.removes())
        + " removed ("
        + Units.count(changes.expired())
        + " expired)";
  }

  private void line(String text) {
    lines.add(Columns.cut(style.printable(text), style.width(), style.ellipsis()));
  }

  /** Colours the level's word, with which the row starts. */
  private String coloured(String row, Level level) {
    if (!style.colour()) {
      return row;
    }
    String code =
        switch (level) {
          case CRITICAL -> "1;31";
          case HIGH -> "31";
          case MEDIUM -> "33";
          case LOW -> "34";
          case INFORMATIONAL -> "2";
        };
    int end = Math.min(level.word().length(), row.length());
    return ESCAPE + "[" + code + "m" + row.substring(0, end) + ESCAPE + "[0m" + row.substring(end);
  }
}

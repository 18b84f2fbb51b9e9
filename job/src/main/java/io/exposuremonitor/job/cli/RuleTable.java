package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.rule.SigmaRule;
import java.util.ArrayList;
import java.util.List;

/** Prints rules as a table: name, level, and the title or the calls that each rule matches. */
final class RuleTable {
  private static final int LEVEL_WIDTH = 15;
  private static final int NARROWEST = 40;
  private static final String INDENT = "    ";

  private RuleTable() {}

  /**
   * The lines, with a header.
   *
   * @param calls whether calls are shown instead of titles
   * @param width number of columns; longer content continues on further lines
   */
  static List<String> lines(List<SigmaRule> rules, boolean calls, int width) {
    int names = rules.stream().mapToInt(rule -> rule.name().length()).max().orElse(0) + 2;
    boolean beside = names + LEVEL_WIDTH + NARROWEST <= width;
    List<String> lines = new ArrayList<>();
    lines.add(row(names, "RULE", "LEVEL") + (calls ? "CALLS" : "TITLE"));
    for (SigmaRule rule : rules) {
      String row = row(names, rule.name(), rule.level().word());
      String indent = beside ? " ".repeat(row.length()) : INDENT;
      int room = width - indent.length();
      List<String> text =
          calls ? wrapped(calls(rule), ", ", room) : wrapped(words(rule.title()), " ", room);
      if (!beside) {
        lines.add(row.stripTrailing());
      }
      for (int i = 0; i < text.size(); i++) {
        lines.add((beside && i == 0 ? row : indent) + text.get(i));
      }
    }
    return lines;
  }

  private static String row(int names, String name, String level) {
    return name
        + " ".repeat(names - name.length())
        + level
        + " ".repeat(LEVEL_WIDTH - level.length());
  }

  /**
   * The calls that a rule matches, in the usual form, without the common suffix of the services'
   * names.
   */
  private static List<String> calls(SigmaRule rule) {
    return rule.calls().stream()
        .map(call -> call.toString().replaceFirst("\\.amazonaws\\.com/", "/"))
        .sorted()
        .toList();
  }

  private static List<String> words(String title) {
    return List.of(title.strip().split("\\s+"));
  }

  /** Joins the parts into lines no longer than {@code room} where possible. */
  private static List<String> wrapped(List<String> parts, String between, int room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String part : parts) {
      if (line.isEmpty()) {
        line = part;
      } else if (line.length() + part.length() + between.length() + 1 <= room) {
        line += between + part;
      } else {
        lines.add((line + between).stripTrailing());
        line = part;
      }
    }
    lines.add(line);
    return lines;
  }
}

package io.exposuremonitor.job.cli;

import io.exposuremonitor.detectors.rule.Call;
import io.exposuremonitor.detectors.rule.SigmaRule;
import java.util.ArrayList;
import java.util.List;

/** Rules as a table: name, level, and the calls that each looks at. */
final class RuleTable {
  private static final int LEVEL_WIDTH = 15;
  private static final int NARROWEST_CALLS = 40;
  private static final String INDENT = "    ";

  private RuleTable() {}

  /**
   * The lines, with a head.
   *
   * @param width columns that there are; calls that don't fit go on in further lines
   */
  static List<String> lines(List<SigmaRule> rules, int width) {
    int names = rules.stream().mapToInt(rule -> rule.name().length()).max().orElse(0) + 2;
    boolean beside = names + LEVEL_WIDTH + NARROWEST_CALLS <= width;
    List<String> lines = new ArrayList<>();
    lines.add(row(names, "RULE", "LEVEL") + "LOOKS AT");
    for (SigmaRule rule : rules) {
      String row = row(names, rule.name(), rule.level().word());
      String indent = beside ? " ".repeat(row.length()) : INDENT;
      List<String> calls = wrapped(rule, width - indent.length());
      if (!beside) {
        lines.add(row.stripTrailing());
      }
      for (int i = 0; i < calls.size(); i++) {
        lines.add((beside && i == 0 ? row : indent) + calls.get(i));
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
   * The calls between commas, in lines that are no longer than {@code room} where that is possible.
   */
  private static List<String> wrapped(SigmaRule rule, int room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String call : rule.calls().stream().map(Call::toString).sorted().toList()) {
      if (line.isEmpty()) {
        line = call;
      } else if (line.length() + call.length() + 3 <= room) {
        line += ", " + call;
      } else {
        lines.add(line + ',');
        line = call;
      }
    }
    lines.add(line);
    return lines;
  }
}

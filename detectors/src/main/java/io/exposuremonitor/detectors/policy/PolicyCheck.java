package io.exposuremonitor.detectors.policy;

import java.util.List;
import java.util.Locale;

/** Formats the problems of a policy file as compilers do, with the line and a caret. */
public final class PolicyCheck {
  private PolicyCheck() {}

  /**
   * Formats the problems. Each has a line {@code file:line:column: path: message; did you mean
   * "…"?}, marked as a warning if it is one, followed by the source line with a caret under the
   * column. The result is empty if there are no problems; otherwise it ends with a line break.
   *
   * @param file the name to show
   * @param yaml the file's text; a source line that it does not contain is left out
   */
  public static String render(String file, String yaml, List<Problem> problems) {
    List<String> lines = yaml.lines().toList();
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(headline(file, problem)).append('\n');
      if (problem.line() <= lines.size()) {
        appendSource(text, lines.get(problem.line() - 1), problem);
      }
    }
    return text.toString();
  }

  private static String headline(String file, Problem problem) {
    StringBuilder text = new StringBuilder();
    text.append(file).append(':').append(problem.line()).append(':').append(problem.column());
    text.append(": ");
    if (!problem.isError()) {
      text.append("warning: ");
    }
    if (!problem.path().isEmpty()) {
      text.append(problem.path()).append(": ");
    }
    text.append(problem.message());
    if (!problem.suggestion().isEmpty()) {
      text.append("; did you mean ").append(quoted(problem.suggestion())).append('?');
    }
    return text.toString();
  }

  /** In quotes, unless it already starts with one or is a list. */
  private static String quoted(String suggestion) {
    return suggestion.startsWith("\"") || suggestion.startsWith("[")
        ? suggestion
        : '"' + suggestion + '"';
  }

  private static void appendSource(StringBuilder text, String source, Problem problem) {
    String margin = String.format(Locale.ROOT, "%5d | ", problem.line());
    text.append(margin).append(source).append('\n');
    text.append(" ".repeat(margin.length() - 2)).append("| ");
    // Tabs are kept, so that the caret is under its column whatever the tab width.
    source
        .codePoints()
        .limit(problem.column() - 1L)
        .forEach(character -> text.append(character == '\t' ? '\t' : ' '));
    text.append("^\n");
  }
}

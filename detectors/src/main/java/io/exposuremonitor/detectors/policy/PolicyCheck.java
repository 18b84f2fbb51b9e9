package io.exposuremonitor.detectors.policy;

import java.util.List;

/** Shows the problems of a policy file the way compilers do, with the line and a caret. */
public final class PolicyCheck {
  private PolicyCheck() {}

  /**
   * One entry per problem: {@code file:line:column: path: message; did you mean "…"?}, then the
   * line itself with a caret under the column. Warnings say so. Ends with a line break unless there
   * is nothing to say.
   *
   * @param file the name to show
   * @param yaml the file's text; lines that it does not have are left out
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

  /** In quotes, unless it brings its own or is a list. */
  private static String quoted(String suggestion) {
    return suggestion.startsWith("\"") || suggestion.startsWith("[")
        ? suggestion
        : '"' + suggestion + '"';
  }

  private static void appendSource(StringBuilder text, String source, Problem problem) {
    String margin = String.format("%5d | ", problem.line());
    text.append(margin).append(source).append('\n');
    text.append(" ".repeat(margin.length() - 2)).append("| ");
    // A tab stays a tab, so that the caret stands under its column whatever a tab is worth.
    source
        .codePoints()
        .limit(problem.column() - 1L)
        .forEach(character -> text.append(character == '\t' ? '\t' : ' '));
    text.append("^\n");
  }
}

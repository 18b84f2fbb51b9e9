package io.exposuremonitor.detectors.policy;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Explains in plain words why a text is not valid YAML. */
final class YamlMistakes {
  private YamlMistakes() {}

  static void explain(YamlEngineException notYaml, String yaml, Problems problems) {
    if (notYaml instanceof MarkedYamlEngineException marked) {
      explain(marked, yaml, problems);
    } else if (notYaml instanceof ReaderException reader) {
      String before = yaml.substring(0, yaml.offsetByCodePoints(0, reader.getPosition()));
      int lineStart = before.lastIndexOf('\n') + 1;
      problems
          .at(
              (int) before.chars().filter(c -> c == '\n').count() + 1,
              before.codePointCount(lineStart, before.length()) + 1,
              "")
          .error("YAML does not allow the character " + hex(reader.getCodePoint()), "");
    } else {
      problems.at(1, 1, "").error("can't be read as YAML: " + firstLine(notYaml), "");
    }
  }

  private static void explain(MarkedYamlEngineException marked, String yaml, Problems problems) {
    Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    String source = yaml.lines().skip(line - 1L).findFirst().orElse("");
    String unquoted = unquotedStar(source);
    if (!unquoted.isEmpty()) {
      problems
          .at(line, source.indexOf(unquoted) + 1, "")
          .error("a value that starts with * must be in quotes", ValueTypes.quote(unquoted));
    } else if (marked.getProblem().contains("'\\t'") || source.startsWith("\t")) {
      problems.at(line, column, "").error("YAML is indented with spaces, not tabs", "");
    } else {
      problems.at(line, column, "").error("can't be read as YAML: " + marked.getProblem(), "");
    }
  }

  /** The unquoted value on this line that starts with an asterisk, or empty. */
  private static String unquotedStar(String source) {
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("(?:^|[:,\\[-])\\s*(\\*[^,\\]}\\s]*)").matcher(source);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String hex(int codePoint) {
    return String.format("U+%04X", codePoint);
  }

  private static String firstLine(Exception exception) {
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
  }
}

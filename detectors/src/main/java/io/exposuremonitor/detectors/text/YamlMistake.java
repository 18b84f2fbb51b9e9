package io.exposuremonitor.detectors.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Explains in plain words why a text is not valid YAML.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param problem what is wrong, without the position
 * @param suggestion text to write instead, or empty
 */
public record YamlMistake(int line, int column, String problem, String suggestion) {
  /** An unquoted value that starts with an asterisk. */
  private static final Pattern UNQUOTED_STAR =
      Pattern.compile("(?:^|[:,\\[-])\\s*(\\*[^,\\]}\\s]*)");

  /**
   * Explains a failure of the parser.
   *
   * @param yaml the text that it read
   */
  public static YamlMistake of(YamlEngineException notYaml, String yaml) {
    if (notYaml instanceof MarkedYamlEngineException marked) {
      return of(marked, yaml);
    }
    if (notYaml instanceof ReaderException reader) {
      String before = yaml.substring(0, yaml.offsetByCodePoints(0, reader.getPosition()));
      int lineStart = before.lastIndexOf('\n') + 1;
      return new YamlMistake(
          (int) before.chars().filter(c -> c == '\n').count() + 1,
          before.codePointCount(lineStart, before.length()) + 1,
          String.format(
              Locale.ROOT, "YAML does not allow the character U+%04X", reader.getCodePoint()),
          "");
    }
    return new YamlMistake(1, 1, unreadable(firstLine(notYaml)), "");
  }

  private static YamlMistake of(MarkedYamlEngineException marked, String yaml) {
    Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    String source = yaml.lines().skip(line - 1L).findFirst().orElse("");
    Matcher star = UNQUOTED_STAR.matcher(source);
    if (isAboutAlias(marked) && star.find()) {
      return new YamlMistake(
          line,
          source.indexOf(star.group(1)) + 1,
          "a value that starts with * must be in quotes",
          '"' + star.group(1).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return marked.getProblem().contains("'\\t'") || source.startsWith("\t")
        ? new YamlMistake(line, column, "YAML is indented with spaces, not tabs", "")
        : new YamlMistake(line, column, unreadable(marked.getProblem()), "");
  }

  /** YAML takes an unquoted value that starts with an asterisk for an alias. */
  private static boolean isAboutAlias(MarkedYamlEngineException marked) {
    return (marked.getContext() + marked.getProblem()).contains("alias");
  }

  private static String unreadable(String why) {
    return "can't be read as YAML: " + inPlainWords(why);
  }

  /** Replaces the parser's most common messages, which use its internal terms. */
  private static String inPlainWords(String why) {
    if (why.startsWith("expected <block end>, but found '<block ")) {
      return "this line is not indented like the lines that it belongs to";
    }
    if (why.equals("but found another document")) {
      return "there must be only one document, so no line may be ---";
    }
    return why.equals("mapping values are not allowed here")
        ? "no key is possible here: is the line indented too far, or does a value need quotes?"
        : why;
  }

  private static String firstLine(Exception exception) {
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
  }
}

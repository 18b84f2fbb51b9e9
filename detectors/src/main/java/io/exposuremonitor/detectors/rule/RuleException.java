package io.exposuremonitor.detectors.rule;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown for a rule that can't be used: not YAML, not Sigma, or Sigma that this engine doesn't
 * support. The message has a line for each mistake, which begins with {@code file:line:column} and
 * says how to correct it.
 */
public final class RuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;

  RuleException(String file, int line, int column, String problem) {
    super(file + ':' + line + ':' + column + ": " + problem);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  private RuleException(RuleException first, String message) {
    super(message);
    file = first.file;
    line = first.line;
    column = first.column;
  }

  /**
   * Combines mistakes into one exception with a line for each and the position of the first.
   *
   * @param mistakes at least one
   */
  public static RuleException all(List<RuleException> mistakes) {
    RuleException first = mistakes.get(0);
    return mistakes.size() == 1
        ? first
        : new RuleException(
            first, mistakes.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
  }

  /** The file as it was named to the loader. */
  public String file() {
    return file;
  }

  /** Line of the mistake, from 1. */
  public int line() {
    return line;
  }

  /** Column of the mistake, from 1. */
  public int column() {
    return column;
  }
}

package io.exposuremonitor.detectors.rule;

/**
 * A rule that can't be used: not YAML, not Sigma, or Sigma that this engine doesn't support. The
 * message names what is wrong and what would be right, and begins with {@code file:line:column}.
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

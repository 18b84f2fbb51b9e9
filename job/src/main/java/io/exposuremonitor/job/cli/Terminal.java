package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.live.Console;
import io.exposuremonitor.job.report.Progress;
import io.exposuremonitor.job.report.TerminalSummary;
import java.nio.charset.Charset;

/**
 * Properties of the terminal that the launcher knows and the JVM can't determine: which streams are
 * terminals, and how wide they are. The launcher passes them as system properties; without these,
 * no stream counts as a terminal.
 */
final class Terminal {
  private static final String STANDARD_OUTPUT = "exposure.stdout.terminal";
  private static final String STANDARD_ERROR = "exposure.stderr.terminal";
  private static final int DEFAULT_COLUMNS = 100;

  private Terminal() {}

  /** A progress line on standard error, which prints nothing unless that is a terminal. */
  static Progress progress() {
    return new Progress(
        System.err, Boolean.getBoolean(STANDARD_ERROR), columns(), System::nanoTime);
  }

  /**
   * Prints the current activity on standard error, replacing the previous text; see {@link
   * #progress}.
   */
  static void print(String doing) {
    if (Boolean.getBoolean(STANDARD_ERROR)) {
      int room = Math.max(1, columns() - 1);
      String line = doing.length() > room ? doing.substring(0, room) : doing;
      System.err.print('\r' + line + " ".repeat(room - line.length()) + '\r');
      System.err.flush();
    }
  }

  /** The style of text for people on standard output. */
  static TerminalSummary.Style style() {
    return new TerminalSummary.Style(
        columns(), Boolean.getBoolean(STANDARD_OUTPUT) && !noColour(), unicode());
  }

  /**
   * The style of a summary; without a terminal, nothing is cut.
   *
   * @param error true when it goes to standard error
   */
  static TerminalSummary.Style summary(boolean error) {
    boolean terminal = Boolean.getBoolean(error ? STANDARD_ERROR : STANDARD_OUTPUT);
    return new TerminalSummary.Style(
        terminal ? columns() : Integer.MAX_VALUE, terminal && !noColour(), unicode());
  }

  /** Columns of standard output; unlimited without a terminal. */
  static int width() {
    return Boolean.getBoolean(STANDARD_OUTPUT) ? columns() : Integer.MAX_VALUE;
  }

  /** See no-color.org: any non-empty value disables colour. */
  private static boolean noColour() {
    String asked = System.getenv("NO_COLOR");
    return asked != null && !asked.isEmpty();
  }

  private static boolean unicode() {
    String encoding = System.getProperty("native.encoding", "UTF-8");
    return Charset.forName(encoding).newEncoder().canEncode('─');
  }

  /** The form of findings: sentences on a terminal, lines for a program. */
  static Console console() {
    boolean watched = Boolean.getBoolean(STANDARD_ERROR) && Boolean.getBoolean(STANDARD_OUTPUT);
    return watched ? Console.SENTENCES : Console.LINES;
  }

  private static int columns() {
    return Integer.getInteger("exposure.columns", DEFAULT_COLUMNS);
  }
}

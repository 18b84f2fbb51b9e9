package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.live.Console;
import io.exposuremonitor.job.report.Progress;
import io.exposuremonitor.job.report.TerminalSummary;
import java.nio.charset.Charset;

/**
 * What the launcher knows of the terminal and the JVM can't find out: which streams are terminals
 * and how wide they are. It says so in system properties; without it, nothing is a terminal.
 */
final class Terminal {
  private static final int DEFAULT_COLUMNS = 100;

  private Terminal() {}

  /** A progress line on standard error, silent unless that is a terminal. */
  static Progress progress() {
    return new Progress(
        System.err, Boolean.getBoolean("exposure.stderr.terminal"), columns(), System::nanoTime);
  }

  /**
   * Says on standard error what is being done, over what was said before; see {@link #progress}.
   */
  static void tell(String doing) {
    if (Boolean.getBoolean("exposure.stderr.terminal")) {
      int room = Math.max(1, columns() - 1);
      String line = doing.length() > room ? doing.substring(0, room) : doing;
      System.err.print('\r' + line + " ".repeat(room - line.length()) + '\r');
      System.err.flush();
    }
  }

  /** How to print for people on standard output. */
  static TerminalSummary.Style style() {
    boolean terminal = Boolean.getBoolean("exposure.stdout.terminal");
    return new TerminalSummary.Style(columns(), terminal && !noColour(), unicode());
  }

  /** Columns of standard output; without end where it is no terminal. */
  static int width() {
    return Boolean.getBoolean("exposure.stdout.terminal") ? columns() : Integer.MAX_VALUE;
  }

  /** See no-color.org: any value but the empty one asks for no colour. */
  private static boolean noColour() {
    String asked = System.getenv("NO_COLOR");
    return asked != null && !asked.isEmpty();
  }

  private static boolean unicode() {
    String encoding = System.getProperty("native.encoding", "UTF-8");
    return Charset.forName(encoding).newEncoder().canEncode('─');
  }

  /** Findings as sentences where a person watches, as lines where a program reads. */
  static Console console() {
    boolean watched =
        Boolean.getBoolean("exposure.stderr.terminal")
            && Boolean.getBoolean("exposure.stdout.terminal");
    return watched ? Console.SENTENCES : Console.LINES;
  }

  private static int columns() {
    return Integer.getInteger("exposure.columns", DEFAULT_COLUMNS);
  }
}

package io.exposuremonitor.job.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The progress line of a run: bar, share of bytes, events per second, time left. It is redrawn in
 * place, at most ten times a second, and only on a terminal; elsewhere it prints nothing.
 *
 * <p>Not thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final double NANOS = 1e9;
  private static final int WIDEST_BAR = 40;
  private static final int NARROWEST_BAR = 5;

  private final PrintStream out;
  private final boolean terminal;
  private final int width;
  private final LongSupplier nanos;
  private final long started;
  private long drawn;
  private boolean onScreen;

  /**
   * @param out where to draw: standard error
   * @param terminal whether {@code out} is a terminal
   * @param width columns of the terminal
   * @param nanos a clock such as {@code System::nanoTime}; the run starts now
   */
  public Progress(PrintStream out, boolean terminal, int width, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.width = width;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
    this.drawn = started - REDRAW_NANOS;
  }

  /** Sets the progress; redraws if the last drawing is old enough. */
  public void update(long bytesDone, long bytesTotal, long records) {
    long now = nanos.getAsLong();
    if (terminal && now - drawn >= REDRAW_NANOS) {
      out.print('\r' + render(bytesDone, bytesTotal, records, now - started, width));
      out.flush();
      drawn = now;
      onScreen = true;
    }
  }

  /** Clears the line, so that further output starts on a clean line. */
  @Override
  public void close() {
    if (onScreen) {
      out.print('\r' + " ".repeat(columns(width)) + '\r');
      out.flush();
      onScreen = false;
    }
  }

  /**
   * Renders the line, exactly one column narrower than the terminal, so that it never wraps and
   * always covers the previous line. What doesn't fit is left out: first the bar, then the end.
   *
   * @param bytesTotal 0 when unknown; then there is no bar and no time left
   */
  public static String render(
      long bytesDone, long bytesTotal, long records, long elapsedNanos, int width) {
    double share = bytesTotal <= 0 ? 0 : Math.min(1, (double) bytesDone / bytesTotal);
    double seconds = elapsedNanos / NANOS;
    StringBuilder numbers = new StringBuilder();
    if (bytesTotal > 0) {
      numbers.append(String.format(Locale.ROOT, "%3d %%  ", (int) (share * 100)));
    }
    numbers.append(Units.count(records)).append(" events");
    if (seconds > 0) {
      numbers.append("  ").append(Units.count(Math.round(records / seconds))).append("/s");
    }
    if (share > 0 && seconds >= 1) {
      numbers.append("  ").append(left(share, seconds));
    }
    int columns = columns(width);
    int bar = Math.min(WIDEST_BAR, columns - numbers.length() - 4);
    String line =
        bytesTotal > 0 && bar >= NARROWEST_BAR ? bar(share, bar) + numbers : numbers.toString();
    return line.length() > columns
        ? line.substring(0, columns)
        : line + " ".repeat(columns - line.length());
  }

  private static String bar(double share, int width) {
    int full = (int) (share * width);
    return "[" + "#".repeat(full) + "-".repeat(width - full) + "]  ";
  }

  private static String left(double share, double seconds) {
    long left = Math.round(seconds * (1 - share) / share * 1_000);
    return share >= 1 ? "done" : Units.duration(Math.max(1_000, left)) + " left";
  }

  private static int columns(int width) {
    return Math.max(0, width - 1);
  }
}

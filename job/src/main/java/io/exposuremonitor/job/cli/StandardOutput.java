package io.exposuremonitor.job.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/**
 * Standard output that remembers failed writes, which {@link java.io.PrintStream} hides.
 * Thread-safe.
 */
final class StandardOutput extends OutputStream {
  /** A shell's exit code for a program ended by a closed pipe: 128 plus the signal's number. */
  static final int CLOSED_PIPE = 141;

  private static final int BUFFER = 1 << 13;

  private final OutputStream out;
  private volatile @Nullable IOException failure;

  /**
   * @param out the destination
   */
  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Replaces the JVM's {@code System.out}. */
  static StandardOutput install(Charset charset) {
    StandardOutput standard = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(new BufferedOutputStream(standard, BUFFER), true, charset));
    return standard;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException lost) {
      failure = lost;
      throw lost;
    }
  }

  /**
   * The exit code of a finished command: its own, unless its output was lost. A pipe closed by its
   * reader, such as {@code head}, is not an error to report.
   *
   * @param code the command's own
   * @param err standard error
   */
  int exitCode(int code, PrintWriter err) {
    System.out.flush();
    IOException lost = failure;
    if (lost == null) {
      return code;
    }
    String reason = String.valueOf(lost.getMessage());
    if (reason.toLowerCase(Locale.ROOT).contains("broken pipe")) {
      return CLOSED_PIPE;
    }
    err.println("error: standard output can't be written (" + reason + ")");
    return code == ExitCode.OK ? ExitCode.SOFTWARE : code;
  }
}

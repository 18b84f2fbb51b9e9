package io.exposuremonitor.job.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes results, one per line, as they come. An existing file keeps its content until the first
 * result comes, or {@link #finish} is called, so that a failing replay destroys nothing.
 *
 * @param <T> the result
 */
final class ResultLines<T> implements Consumer<T>, Closeable {
  /** The name that means standard output. */
  static final String STANDARD_OUTPUT = "-";

  private final Function<T, String> writer;
  private final @Nullable String target;
  private @Nullable OutputStream out;

  /**
   * @param target a file's name, {@link #STANDARD_OUTPUT}, or null for none
   * @param writer formats a line, without a line end
   */
  ResultLines(@Nullable String target, Function<T, String> writer) {
    this.target = target;
    this.writer = writer;
  }

  @Override
  public void accept(T result) {
    if (target == null) {
      return;
    }
    try {
      OutputStream lines = open(target);
      lines.write(writer.apply(result).getBytes(StandardCharsets.UTF_8));
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(lost(target, e));
    }
  }

  /** Marks the end of the results: if there were none, the file becomes empty. */
  void finish() throws IOException {
    if (target != null) {
      try {
        open(target).flush();
      } catch (IOException e) {
        throw lost(target, e);
      }
    }
  }

  /** A failure that no earlier check could foresee, such as a full disk. */
  private static IOException lost(String target, IOException failed) {
    return new IOException("can't be written: " + target + " (" + failed.getMessage() + ')');
  }

  private OutputStream open(String name) throws IOException {
    OutputStream lines = out;
    if (lines == null) {
      lines =
          name.equals(STANDARD_OUTPUT)
              ? System.out
              : new BufferedOutputStream(Files.newOutputStream(Path.of(name)));
      out = lines;
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    if (out != null && !STANDARD_OUTPUT.equals(target)) {
      out.close();
    }
  }
}

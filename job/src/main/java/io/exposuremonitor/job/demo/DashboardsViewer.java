package io.exposuremonitor.job.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process that shows the dashboards. It exits at the end of its input, so it also ends when
 * this process dies.
 */
final class DashboardsViewer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;
  private static final int LAST_WORDS_SECONDS = 5;

  private final Process process;
  private final URI url;
  private volatile boolean closed;

  private DashboardsViewer(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts the process and waits until it serves its page.
   *
   * @param command a command that first prints its address on standard output
   * @param log receives its error output
   * @throws DashboardsException if it does not start
   */
  static DashboardsViewer start(List<String> command, Path log)
      throws DashboardsException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    } catch (IOException refused) {
      throw new DashboardsException("--dashboards can't be shown: " + refused.getMessage());
    }
    CompletableFuture<String> address = CompletableFuture.supplyAsync(() -> firstLine(process));
    try {
      String line = address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line.startsWith("http://127.0.0.1:")) {
        return new DashboardsViewer(process, URI.create(line));
      }
      // On failure it ends by itself, after printing the reason.
      process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException silent) {
      // Reported below, with its error output.
    } catch (InterruptedException ended) {
      process.destroy();
      throw ended;
    }
    process.destroy();
    throw new DashboardsException("--dashboards can't be shown: " + complaint(log));
  }

  /** The page of the first dashboard. */
  URI url() {
    return url;
  }

  /** Calls {@code callback} if the process ends before it was closed. */
  void whenLost(Runnable callback) {
    var unused =
        process
            .onExit()
            .thenAccept(
                gone -> {
                  if (!closed) {
                    callback.run();
                  }
                });
  }

  @Override
  public void close() {
    closed = true;
    process.destroy();
  }

  private static String firstLine(Process process) {
    try {
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      return line == null ? "" : line;
    } catch (IOException gone) {
      return "";
    }
  }

  private static String complaint(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .findFirst()
          .orElse("its process does not answer");
    } catch (IOException unread) {
      return "its process does not answer, and " + log + " can't be read";
    }
  }
}

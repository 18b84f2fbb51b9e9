package io.exposuremonitor.job.demo;

import io.exposuremonitor.job.cli.Main;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code exposure-monitor demo} in a process of its own, with a temporary folder of its own. */
final class DemoProcess implements AutoCloseable {
  private static final Pattern PAGE = Pattern.compile("Page +(http://127\\.0\\.0\\.1:\\d+/)");
  private static final int LIMIT_SECONDS = 240;

  private final Path folder;
  private final Process process;

  DemoProcess(Path folder, String... arguments) throws IOException {
    this.folder = folder;
    Files.createDirectories(temporary());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temporary(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            "demo"));
    command.addAll(List.of(arguments));
    process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .redirectInput(new File("/dev/null"))
            .start();
  }

  /** The folder of its temporary files. */
  Path temporary() {
    return folder.resolve("temporary");
  }

  String output() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  /** Waits until it has printed something. */
  void await(String text) throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(LIMIT_SECONDS);
    while (!output().contains(text)) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError(
            "did not say \"" + text + "\" but:\n" + output() + "\n" + errors());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  URI page() throws IOException {
    Matcher page = PAGE.matcher(output());
    if (!page.find()) {
      throw new AssertionError("told no page:\n" + output());
    }
    return URI.create(page.group(1));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(page().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** As by Ctrl-C. */
  void stop() {
    process.destroy();
  }

  /** Its exit code, once it has ended. */
  int ended() throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("does not end:\n" + output() + "\n" + errors());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package io.exposuremonitor.job.live;

import io.exposuremonitor.job.cli.Main;
import io.exposuremonitor.job.cli.ObservedMonitor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running monitor in a process of its own, which can be killed. */
final class MonitorProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 90;
  private static final int MANY = 100;
  private static final Pattern METRICS = Pattern.compile("metrics at (\\S+);");

  private final Path state;
  private final Path log;
  private final List<String> program;
  private Process process;

  /**
   * @param state folder of its checkpoints, if it makes any
   * @param log receives its output
   * @param program main class and arguments
   */
  private MonitorProcess(Path state, Path log, List<String> program) {
    this.state = state;
    this.log = log;
    this.program = program;
  }

  /** As a user runs it: {@code exposure-monitor run}. */
  static MonitorProcess commandLine(Path config, Path state, Path log) {
    List<String> program = new ArrayList<>(List.of(Main.class.getName(), "run"));
    program.addAll(options(config, state));
    return new MonitorProcess(state, log, program);
  }

  /** As a platform runs it whose checkpoints restart the job when they fail. */
  static MonitorProcess onPlatform(Path config, Path state, Path log) {
    return new MonitorProcess(
        state, log, List.of(PlatformMonitor.class.getName(), config.toString(), state.toString()));
  }

  /** Another command of the program, which ends by itself. */
  static MonitorProcess command(Path log, String... words) {
    List<String> program = new ArrayList<>(List.of(Main.class.getName()));
    program.addAll(List.of(words));
    return new MonitorProcess(log.resolveSibling("no-state"), log, program);
  }

  /** The same command, with a record of the item changes that it reads. */
  static MonitorProcess observed(Path config, Path state, Path log, Path observations) {
    List<String> program =
        new ArrayList<>(List.of(ObservedMonitor.class.getName(), observations.toString()));
    program.addAll(options(config, state));
    return new MonitorProcess(state, log, program);
  }

  private static List<String> options(Path config, Path state) {
    return List.of(
        "--config",
        config.toString(),
        "--state",
        state.toString(),
        "--checkpoint-seconds",
        "1",
        "--parallelism",
        "2");
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + Files.createDirectories(temporary()),
            // Instead of the silent one in a test library of Flink's.
            "-Dlog4j2.configurationFile=" + Main.class.getResource("/log4j2.properties"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(new File("/dev/null"));
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID",
                "emulator",
                "AWS_SECRET_ACCESS_KEY",
                "emulator",
                "EXPOSURE_HASH_SECRET",
                "a secret of this test",
                "PAGERDUTY_KEY",
                "0123456789abcdefghijklmnopqrstuv"));
    process = builder.start();
  }

  /** Its temporary folder, where it also keeps the state that it works with. */
  Path temporary() {
    return log.resolveSibling("temporary");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills the process as if the machine were lost. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    await();
  }

  /** Waits for its end. Returns the exit code. */
  int end() throws InterruptedException {
    await();
    return process.exitValue();
  }

  /** As by Ctrl-C. Returns the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    await();
    return process.exitValue();
  }

  /** The metrics from the address that it printed last; empty while it starts. */
  List<String> metrics() throws InterruptedException {
    try {
      Optional<String> url =
          METRICS
              .matcher(Files.readString(log))
              .results()
              .map(match -> match.group(1))
              .reduce((earlier, later) -> later);
      if (url.isEmpty()) {
        return List.of();
      }
      HttpRequest request = HttpRequest.newBuilder(URI.create(url.get())).build();
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .toList();
    } catch (IOException notYet) {
      return List.of();
    }
  }

  /** Waits until it serves this line. */
  void awaitMetric(String line) {
    Waiting.until(() -> metrics().contains(line), line);
  }

  /** Waits until it has written a new checkpoint. */
  void awaitCheckpoint() {
    long before = newestCheckpoint();
    Waiting.until(() -> newestCheckpoint() > before, "a checkpoint");
  }

  /** When the newest checkpoint of all was written. */
  private long newestCheckpoint() {
    if (!Files.isDirectory(state)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(state)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .mapToLong(file -> file.toFile().lastModified())
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException changing) {
      return 0;
    }
  }

  /** From now on, each checkpoint fails, while those that were completed can be read. */
  void preventCheckpoints() throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      Path completed =
          files.filter(file -> file.endsWith("_metadata")).findAny().orElseThrow().getParent();
      String name = completed.getFileName().toString();
      int number = Integer.parseInt(name.substring(name.indexOf('-') + 1));
      for (int next = number + 1; next < number + MANY; next++) {
        // Even the superuser can't create a folder there.
        Files.writeString(completed.resolveSibling("chk-" + next), "in the way");
      }
    }
  }

  private void await() throws InterruptedException {
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the monitor does not end; see " + log);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}

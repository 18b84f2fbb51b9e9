package io.exposuremonitor.job.live;

import io.exposuremonitor.job.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running monitor in a process of its own, which can be killed. */
final class MonitorProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 90;

  private final Path log;
  private final List<String> program;
  private Process process;

  /**
   * @param log takes what it prints
   * @param program main class and arguments
   */
  private MonitorProcess(Path log, List<String> program) {
    this.log = log;
    this.program = program;
  }

  /** As a user runs it: {@code exposure-monitor run}. */
  static MonitorProcess commandLine(Path config, Path state, Path log) {
    return new MonitorProcess(
        log,
        List.of(
            Main.class.getName(),
            "run",
            "--config",
            config.toString(),
            "--state",
            state.toString(),
            "--checkpoint-seconds",
            "1",
            "--parallelism",
            "2"));
  }

  /** Another command of the program, which ends by itself. */
  static MonitorProcess command(Path log, String... words) {
    List<String> program = new ArrayList<>(List.of(Main.class.getName()));
    program.addAll(List.of(words));
    return new MonitorProcess(log, program);
  }

  /** With a record of the item changes that it reads. */
  static MonitorProcess observed(Path config, Path state, Path log, Path observations) {
    return new MonitorProcess(
        log,
        List.of(
            ObservedMonitor.class.getName(),
            config.toString(),
            state.toString(),
            observations.toString()));
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
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

  boolean isAlive() {
    return process.isAlive();
  }

  /** As when the machine is lost: nothing is written any more. */
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

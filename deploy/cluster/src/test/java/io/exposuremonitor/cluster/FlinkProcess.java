package io.exposuremonitor.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JobManager or a TaskManager in a JVM of its own, in an empty working and home directory. It
 * records which files it writes.
 */
final class FlinkProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final Path folder;
  private boolean killed;

  private FlinkProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts a process.
   *
   * @param folder used by this process alone
   * @param heap such as {@code 512m}
   * @param classPath Flink's jars
   * @param main entry class
   * @param arguments of the entry class
   * @param outputs existing folders that are writable in addition to the temporary directory; where
   *     the system supports it, nothing else is
   */
  static FlinkProcess start(
      Path folder,
      String heap,
      String classPath,
      String main,
      List<String> arguments,
      List<Path> outputs)
      throws IOException, InterruptedException {
    for (String name : List.of("home", "temporary")) {
      Files.createDirectories(folder.resolve(name));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-XX:MaxDirectMemorySize=160m",
            "-XX:TieredStopAtLevel=1",
            // Written to /tmp whatever the temporary directory is.
            "-XX:-UsePerfData",
            // Opened by Flink's own scripts as well.
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder.resolve("temporary"),
            "-Duser.home=" + folder.resolve("home"),
            "-XX:StartFlightRecording:settings=none,+jdk.FileWrite#enabled=true,"
                + "+jdk.FileWrite#threshold=0ms,maxsize=1g,dumponexit=true,filename="
                + folder.resolve("temporary").resolve(RecordedWrites.FILE),
            "-cp",
            classPath,
            main));
    command.addAll(arguments);
    List<Path> writable = new ArrayList<>(outputs);
    writable.add(folder.resolve("temporary"));
    ProcessBuilder builder =
        new ProcessBuilder(
                ReadOnlyRoot.isPossible() ? ReadOnlyRoot.command(writable, command) : command)
            .directory(folder.resolve("home").toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .redirectInput(new File("/dev/null"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME", folder.resolve("home").toString(),
                "AWS_ACCESS_KEY_ID", "emulator",
                "AWS_SECRET_ACCESS_KEY", "emulator",
                "EXPOSURE_HASH_SECRET", "a secret of this test"));
    return new FlinkProcess(builder.start(), folder);
  }

  /**
   * Whether it was {@link #kill killed}.
   *
   * @throws IllegalStateException when it ended by itself
   */
  boolean isKilled() {
    if (!killed && !process.isAlive()) {
      throw new IllegalStateException("it ended; see " + log());
    }
    return killed;
  }

  private Path log() {
    return folder.resolve("log");
  }

  /** Simulates the loss of the machine. */
  void kill() throws InterruptedException {
    killed = true;
    process.destroyForcibly();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("can't be killed; see " + log());
    }
  }

  /** Stops it gracefully, and returns its recording. */
  RecordedWrites stop() throws InterruptedException, IOException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("does not end; see " + log());
    }
    return RecordedWrites.of(folder);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

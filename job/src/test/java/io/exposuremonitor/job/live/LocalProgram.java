package io.exposuremonitor.job.live;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A process of a local program that listens on the loopback interface. */
public final class LocalProgram implements AutoCloseable {
  /** Linux hands out ports from 32768 on, other systems from 49152 on. */
  private static final int LOWEST_PORT = 20_000;

  private static final int PORTS = 12_000;

  private final Process process;
  private final Path log;

  private LocalProgram(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** The first of these that is on the PATH. */
  public static Optional<Path> find(String... names) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * A free port of the loopback interface. It is below those that systems hand out by themselves,
   * so that no other socket takes it before the program does.
   */
  public static int freePort() throws IOException {
    for (int attempt = 0; ; attempt++) {
      int port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        if (attempt == PORTS) {
          throw taken;
        }
      }
    }
  }

  /**
   * Starts the program.
   *
   * @param log receives its output
   */
  public static LocalProgram start(List<String> command, Path log) throws IOException {
    return new LocalProgram(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"))
            .start(),
        log);
  }

  /** Waits until the program answers; before that, I/O failures are ignored. */
  public void await(Callable<Boolean> answers) {
    Waiting.until(
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("it ended:\n" + Files.readString(log));
          }
          try {
            return answers.call();
          } catch (IOException notYet) {
            return false;
          }
        },
        "it answers");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package io.exposuremonitor.job.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
  @TempDir private Path folder;

  @Test
  void locksOnceUntilClosed() throws IOException {
    StateLock first = StateLock.of(folder.resolve("new")).orElseThrow();

    assertThat(StateLock.of(folder.resolve("new"))).isEmpty();
    first.close();

    assertThat(StateLock.of(folder.resolve("new"))).hasValueSatisfying(StateLockTest::close);
  }

  @Test
  void killedProcessLeavesNothingThatBlocks() throws Exception {
    Process other = new ProcessBuilder(holder()).start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("locked");
      assertThat(StateLock.of(folder)).as("while the other process lives").isEmpty();
    } finally {
      other.destroyForcibly().waitFor();
    }

    assertThat(StateLock.of(folder)).hasValueSatisfying(StateLockTest::close);
  }

  /** A JVM that locks the folder, says so, and lives until it is killed. */
  private List<String> holder() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        Holder.class.getName(),
        folder.toString());
  }

  private static void close(StateLock lock) {
    try {
      lock.close();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** The program of the other process. */
  static final class Holder {
    private Holder() {}

    /** Locks the folder that the first argument names, and says so. */
    public static void main(String... arguments) throws Exception {
      StateLock lock = StateLock.of(Path.of(arguments[0])).orElseThrow();
      try (lock) {
        System.out.println("locked");
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }
}

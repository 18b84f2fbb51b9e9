package io.exposuremonitor.job.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  private static final long WRITING_MILLIS = 500;

  @Test
  void isDeletedWithItsFiles() throws IOException {
    TemporaryFolder folder = TemporaryFolder.create();
    Path below = Files.createDirectories(folder.path().resolve("state/task"));
    Files.writeString(below.resolve("file"), "text");

    folder.close();

    assertThat(folder.path()).doesNotExist();
    folder.close();
  }

  @Test
  void isDeletedAlthoughSomethingStillWritesIntoIt() throws Exception {
    TemporaryFolder folder = TemporaryFolder.create();
    Path below = Files.createDirectory(folder.path().resolve("state"));
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> write(below, begun, System.nanoTime()));
    begun.await();

    folder.close();

    assertThat(folder.path()).doesNotExist();
    writing.get();
  }

  @Test
  void deletesFoldersThatKilledProcessesLeftAndNoOthers() throws Exception {
    Path parent;
    Path used;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      parent = folder.path().getParent();
      used = folder.path();
      Path abandoned = folder("exposure-monitor-test-abandoned", parent);
      Files.writeString(abandoned.resolve("exposure-monitor.lock"), "");
      Files.writeString(Files.createDirectory(abandoned.resolve("state")).resolve("file"), "text");
      Path foreign = folder("exposure-monitor-test-foreign", parent);
      Files.writeString(foreign.resolve("file"), "text");
      Path linked = folder("other-test-linked", parent);
      Files.writeString(linked.resolve("exposure-monitor.lock"), "");
      Path link = parent.resolve("exposure-monitor-test-link");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, linked);

      try (TemporaryFolder another = TemporaryFolder.create()) {
        assertThat(another.path()).exists();
        assertThat(used).exists();
        assertThat(abandoned).doesNotExist();
        assertThat(foreign.resolve("file")).exists();
        assertThat(linked.resolve("exposure-monitor.lock")).exists();
      } finally {
        Files.delete(link);
        Files.delete(linked.resolve("exposure-monitor.lock"));
        Files.delete(linked);
        Files.delete(foreign.resolve("file"));
        Files.delete(foreign);
      }
    }
    assertThat(used).doesNotExist();
  }

  private static Path folder(String name, Path parent) throws IOException {
    return Files.createTempDirectory(parent, name);
  }

  /** Looking for abandoned folders must not end the lock of a folder of the same process. */
  @Test
  void folderStaysInUseWhileTheProcessCreatesOthers() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create();
        TemporaryFolder another = TemporaryFolder.create()) {
      assertThat(another.path()).exists();
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-Djava.io.tmpdir=" + folder.path().getParent(),
                  Creation.class.getName())
              .inheritIO()
              .start();
      assertThat(other.waitFor()).isZero();
      assertThat(folder.path()).exists();
      assertThat(another.path()).exists();
    }
  }

  /** Another process that creates a folder. */
  static final class Creation {
    private Creation() {}

    public static void main(String... arguments) throws IOException {
      TemporaryFolder.create().close();
    }
  }

  private static void write(Path folder, CountDownLatch begun, long start) {
    try {
      for (int i = 0; System.nanoTime() - start < WRITING_MILLIS * 1_000_000; i++) {
        Files.createFile(folder.resolve("file-" + i));
        begun.countDown();
      }
    } catch (NoSuchFileException deleted) {
      // The folder was deleted between two files.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

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

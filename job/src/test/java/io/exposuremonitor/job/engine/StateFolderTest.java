package io.exposuremonitor.job.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path folder;

  @Test
  void absentFolderHoldsNoSnapshot() throws IOException {
    assertThat(new StateFolder(folder.resolve("absent")).newest()).isEmpty();
  }

  @Test
  void picksNewestCompleteSnapshot() throws IOException {
    snapshot("checkpoints/job-1/chk-7", 1_000);
    snapshot("savepoints/savepoint-1", 3_000);
    snapshot("checkpoints/job-2/chk-1", 2_000);
    Files.createDirectories(folder.resolve("checkpoints/job-2/chk-2"));

    assertThat(new StateFolder(folder).newest())
        .hasValue(folder.resolve("savepoints/savepoint-1").toUri().toString());
  }

  private void snapshot(String name, long millis) throws IOException {
    Path metadata = folder.resolve(name).resolve("_metadata");
    Files.createDirectories(metadata.getParent());
    Files.writeString(metadata, "x");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
  }
}

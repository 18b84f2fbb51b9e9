package io.exposuremonitor.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The read-only root of the cluster's processes works as documented. */
class ReadOnlyRootIT {
  @TempDir private Path folder;

  @Test
  void allowsWritingToNamedFoldersOnly() throws IOException, InterruptedException {
    assumeTrue(ReadOnlyRoot.isPossible(), "SKIPPED: no mount namespace can be had here");
    Path open = Files.createDirectory(folder.resolve("open"));

    assertThat(touch(open, open.resolve("file"))).isZero();
    assertThat(open.resolve("file")).exists();
    assertThat(touch(open, folder.resolve("file"))).isNotZero();
    assertThat(folder.resolve("file")).doesNotExist();
  }

  private static int touch(Path writable, Path file) throws IOException, InterruptedException {
    return new ProcessBuilder(
            ReadOnlyRoot.command(List.of(writable), List.of("touch", file.toString())))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}

package io.exposuremonitor.job.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exposuremonitor.job.bench.BenchOptions.Part;
import io.exposuremonitor.job.engine.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchPlanTest {
  private static final BenchOptions FILES =
      new BenchOptions(200, Duration.ofMinutes(15), 1, Duration.ofMillis(5), 1, Set.of(Part.GZIP));

  @Test
  void deletesItsFilesOnClose() throws IOException {
    TemporaryFolder folder = TemporaryFolder.create();
    try (BenchPlan plan = BenchPlan.of(FILES, new InMemoryPipeline(), folder)) {
      assertThat(plan.trials()).hasSize(3);
      assertThat(folder.path()).isDirectoryRecursivelyContaining("glob:**.json.gz");
    }

    assertThat(folder.path()).doesNotExist();
  }

  /** As on a full disk, which is when what was written must not stay. */
  @Test
  void deletesItsFilesWhenSomeOfThemCannotBeWritten() throws IOException {
    TemporaryFolder folder = TemporaryFolder.create();
    Files.createFile(folder.path().resolve("many"));

    assertThatThrownBy(() -> BenchPlan.of(FILES, new InMemoryPipeline(), folder))
        .isInstanceOf(IOException.class);
    assertThat(folder.path()).doesNotExist();
  }
}

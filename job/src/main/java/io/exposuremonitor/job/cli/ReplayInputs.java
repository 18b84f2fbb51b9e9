package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a replay.
 *
 * @param logs files and folders of logs
 * @param policy the exposure policy, or null
 * @param rules files and folders of rules
 * @param inventory files with the size of tables
 */
record ReplayInputs(
    List<Path> logs, @Nullable Path policy, List<Path> rules, List<Path> inventory) {
  /**
   * The option under which a file would be read, whatever the name or link by which it is given.
   *
   * @param file any file
   * @return its name for the user, such as {@code --policy}; empty when it would not be read
   * @throws java.nio.file.NoSuchFileException when there are no such logs
   */
  Optional<String> reads(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (policy != null && isSame(policy, file)) {
      return Optional.of("--policy");
    }
    for (Path sizes : inventory) {
      if (isSame(sizes, file)) {
        return Optional.of("--inventory");
      }
    }
    for (Path root : rules) {
      for (Path rule : Files.exists(root) ? TextFiles.rules(root) : List.<Path>of()) {
        if (isSame(rule, file)) {
          return Optional.of("--rules");
        }
      }
    }
    return Replay.reads(logs, file) ? Optional.of("PATH") : Optional.empty();
  }

  private static boolean isSame(Path read, Path file) throws IOException {
    return Files.exists(read) && Files.isSameFile(read, file);
  }
}

package io.exposuremonitor.job.replay;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which of the paths that were given tell nothing, since every file of theirs was skipped. */
final class UnreadPaths {
  private final Map<Path, Integer> left;

  /**
   * @param files what is read
   */
  UnreadPaths(InputFiles files) {
    this.left = new HashMap<>(files.given());
  }

  /** A file was skipped as a whole. */
  void skipped(Path file) {
    left.replaceAll(
        (given, count) -> file.startsWith(given.toAbsolutePath().normalize()) ? count - 1 : count);
  }

  /** Those of which no file is left, in the order of their names. */
  List<Path> all() {
    return left.entrySet().stream()
        .filter(path -> path.getValue() == 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}

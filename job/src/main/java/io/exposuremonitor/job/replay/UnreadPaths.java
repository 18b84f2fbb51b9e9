package io.exposuremonitor.job.replay;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Determines the given paths of which every file was skipped. */
final class UnreadPaths {
  private final Map<Path, Integer> left;

  /**
   * @param files the files to read
   */
  UnreadPaths(InputFiles files) {
    this.left = new HashMap<>(files.given());
  }

  /** Records that a file was skipped as a whole. */
  void skipped(Path file) {
    left.replaceAll(
        (given, count) -> file.startsWith(given.toAbsolutePath().normalize()) ? count - 1 : count);
  }

  /** The paths of which no file was read, sorted by name. */
  List<Path> all() {
    return left.entrySet().stream()
        .filter(path -> path.getValue() == 0)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}

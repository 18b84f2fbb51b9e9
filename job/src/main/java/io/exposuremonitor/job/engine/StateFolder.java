package io.exposuremonitor.job.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a run inside this process keeps its checkpoints, so that the next run resumes where it
 * ended, however it ended.
 *
 * @param path the folder; created when it is locked or first written to
 */
public record StateFolder(Path path) {
  private static final String METADATA = "_metadata";
  private static final int SEARCH_DEPTH = 4;

  /** Where checkpoints are written. */
  public String checkpoints() {
    return path.resolve("checkpoints").toUri().toString();
  }

  /** Where the savepoint of an orderly stop is written. */
  public String savepoints() {
    return path.resolve("savepoints").toUri().toString();
  }

  /**
   * The newest complete checkpoint or savepoint, or empty when there is none. It is complete when
   * its metadata exists, which the engine writes last.
   */
  public Optional<String> newest() throws IOException {
    if (!Files.isDirectory(path)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(path, SEARCH_DEPTH)) {
      return files
          .filter(file -> file.endsWith(METADATA))
          .max(Comparator.comparing(StateFolder::written))
          .map(file -> file.resolveSibling("").toUri().toString());
    }
  }

  /**
   * Reserves the folder, which is created unless it exists, for one run.
   *
   * @return empty when another run has reserved it
   * @throws IOException when the folder can't be written, or its file system has no locks
   */
  public Optional<StateLock> lock() throws IOException {
    return StateLock.of(path);
  }

  /** A checkpoint that the engine has just deleted is not the newest. */
  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }
}

package io.exposuremonitor.job.replay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a replay, each once, in the order of their paths.
 *
 * @param files absolute paths
 * @param totalBytes their size as stored
 */
record InputFiles(List<Path> files, long totalBytes) {

  /**
   * Every regular file at and below the given paths; links are followed.
   *
   * @throws NoSuchFileException when a path does not exist
   */
  static InputFiles below(List<Path> roots) throws IOException {
    TreeSet<Path> found = new TreeSet<>();
    for (Path root : roots) {
      if (!Files.exists(root)) {
        throw new NoSuchFileException(root.toString());
      }
      try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
        walk.filter(Files::isRegularFile)
            .map(path -> path.toAbsolutePath().normalize())
            .forEach(found::add);
      }
    }
    long bytes = 0;
    for (Path file : found) {
      bytes += Files.size(file);
    }
    return new InputFiles(new ArrayList<>(found), bytes);
  }

  /** The paths as URIs, for the engine. */
  List<URI> uris() {
    return files.stream().map(Path::toUri).toList();
  }
}

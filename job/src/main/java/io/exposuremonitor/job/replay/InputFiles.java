package io.exposuremonitor.job.replay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a replay, each once, sorted by path.
 *
 * @param files absolute paths
 * @param given number of files at or below each given path
 * @param totalBytes their size as stored
 */
record InputFiles(List<Path> files, Map<Path, Integer> given, long totalBytes) {

  /**
   * Finds every regular file at or below the given paths, following links. A path that can't be
   * opened, such as a folder without permission or a dangling link, counts as a file: reading it
   * fails, so that it is listed among the skipped inputs.
   *
   * @throws NoSuchFileException when a path does not exist
   * @throws IOException when there is no file at or below a path
   */
  static InputFiles below(List<Path> roots) throws IOException {
    Found found = new Found();
    Map<Path, Integer> given = new LinkedHashMap<>();
    for (Path root : roots) {
      if (!Files.exists(root)) {
        throw new NoSuchFileException(root.toString());
      }
      int before = found.visited;
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, found);
      if (found.visited == before) {
        throw new IOException(
            Files.isDirectory(root)
                ? "no files in " + root
                : "a pipe or device can't be read; name a file or folder: " + root);
      }
      given.put(root, found.visited - before);
    }
    long bytes = found.sizes.values().stream().mapToLong(Long::longValue).sum();
    return new InputFiles(new ArrayList<>(found.sizes.keySet()), given, bytes);
  }

  /** The paths as URIs, for the engine. */
  List<URI> uris() {
    return files.stream().map(Path::toUri).toList();
  }

  private static final class Found extends SimpleFileVisitor<Path> {
    private final SortedMap<Path, Long> sizes = new TreeMap<>();
    private int visited;

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        add(path, attributes.size());
      } else if (attributes.isSymbolicLink()) {
        add(path, 0);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
      // A link that leads back up points to a folder that is being walked already.
      if (!(failure instanceof FileSystemLoopException)) {
        add(path, 0);
      }
      return FileVisitResult.CONTINUE;
    }

    private void add(Path path, long size) {
      visited++;
      sizes.put(path.toAbsolutePath().normalize(), size);
    }
  }
}

package io.exposuremonitor.job.engine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for one run alone, deleted when it is closed. What earlier processes left, because they
 * were killed or ran out of memory, is deleted when the next one creates a folder.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
  private static final String PREFIX = "exposure-monitor";
  private static final int ATTEMPTS = 10;

  /** How often, and how far apart, closing tries: the engine's last threads end within seconds. */
  private static final int CLOSING_ATTEMPTS = 100;

  private static final long PAUSE_MILLIS = 100;

  private final Path path;
  private final @Nullable FolderMark mark;
  private final @Nullable Thread atExit;

  private TemporaryFolder(Path path, boolean deletedAtExit) throws IOException {
    this.path = path;
    this.mark = FolderMark.of(path);
    this.atExit = deletedAtExit ? new Thread(this::deleteWhileUsed, "delete-temporary") : null;
    if (atExit != null) {
      Runtime.getRuntime().addShutdownHook(atExit);
    }
  }

  /** A new folder below the JVM's temporary directory. */
  public static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(newFolder(), false);
  }

  /**
   * A new folder that is also deleted when the JVM shuts down before it is closed, even while
   * something writes into it: only for callers that need none of it to end in order.
   */
  public static TemporaryFolder deletedAtExit() throws IOException {
    return new TemporaryFolder(newFolder(), true);
  }

  private static Path newFolder() throws IOException {
    Path folder = Files.createTempDirectory(PREFIX).toAbsolutePath();
    removeAbandoned(folder);
    return folder;
  }

  private static void removeAbandoned(Path beside) {
    try {
      int removed = FolderMark.removeAbandoned(beside, PREFIX, TemporaryFolder::delete);
      if (removed > 0) {
        LOG.info("deleted {} temporary folders of runs that ended abruptly", removed);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      LOG.info("temporary folders of earlier runs can't be looked for: {}", unreadable.toString());
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Deletes the folder. The engine's last threads may still write into it for a while, or delete
   * their own files; a file that is already gone is no failure.
   *
   * @throws IOException when something still wrote into it after ten seconds
   */
  @Override
  public void close() throws IOException {
    if (atExit != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException ending) {
        // Another thread is deleting it already; doing so twice is harmless.
      }
    }
    for (int attempt = 1; ; attempt++) {
      try {
        delete(path);
        if (mark != null) {
          mark.close();
        }
        return;
      } catch (IOException stillWritten) {
        if (attempt == CLOSING_ATTEMPTS || !paused()) {
          throw stillWritten;
        }
      }
    }
  }

  /** Waits a moment; false when the thread was interrupted. */
  private static boolean paused() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(folder, new Deletion());
  }

  private void deleteWhileUsed() {
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
      try {
        delete(path);
      } catch (IOException usedMeanwhile) {
        // A file appeared in a folder that was being deleted: try once more.
      }
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}

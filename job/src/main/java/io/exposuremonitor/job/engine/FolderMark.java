package io.exposuremonitor.job.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Marks a temporary folder as in use, for as long as its process lives: a file in it that is
 * locked. A folder with such a file that is not locked was left by a process that ended abruptly.
 *
 * <p>The file has its name only once it is locked, so that it is never seen unlocked before.
 * Closing any channel of a file ends all locks that the process has on it, so marks of this process
 * are never opened a second time.
 */
final class FolderMark implements AutoCloseable {
  private static final String FILE = "exposure-monitor.lock";

  /** The marks of this process. Guarded by itself. */
  private static final Set<Path> OWN = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private FolderMark(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** What is done with an abandoned folder while it is locked. */
  @FunctionalInterface
  interface Removal {
    void remove(Path folder) throws IOException;
  }

  /**
   * Marks a new folder; null where the file system has no locks. Then the folder is never taken.
   */
  static @Nullable FolderMark of(Path folder) throws IOException {
    Path unlocked = folder.resolve(FILE + ".new");
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    synchronized (OWN) {
      try {
        if (channel.tryLock() != null) {
          OWN.add(file);
          Files.move(unlocked, file, StandardCopyOption.ATOMIC_MOVE);
          return new FolderMark(file, channel);
        }
      } catch (IOException noLocks) {
        OWN.remove(file);
      }
    }
    channel.close();
    Files.deleteIfExists(unlocked);
    return null;
  }

  /**
   * Removes the abandoned folders beside a folder that have the same owner.
   *
   * @param prefix of their names
   * @return how many were removed
   */
  static int removeAbandoned(Path beside, String prefix, Removal removal) throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(beside.resolveSibling(""), prefix + "*")) {
      for (Path folder : folders) {
        if (isAlike(folder, beside) && removed(folder, removal)) {
          removed++;
        }
      }
    }
    return removed;
  }

  private static boolean isAlike(Path folder, Path other) {
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.isRegularFile(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(other));
    } catch (IOException gone) {
      return false;
    }
  }

  private static boolean removed(Path folder, Removal removal) {
    Path file = folder.resolve(FILE);
    synchronized (OWN) {
      if (OWN.contains(file)) {
        return false;
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        if (channel.tryLock() == null) {
          return false;
        }
        removal.remove(folder);
        return true;
      } catch (IOException inUse) {
        // Another process removes it, or it can't be removed: the next start tries again.
        return false;
      }
    }
  }

  /** Ends the mark, after the folder was deleted. */
  @Override
  public void close() throws IOException {
    synchronized (OWN) {
      channel.close();
      OWN.remove(file);
    }
  }
}

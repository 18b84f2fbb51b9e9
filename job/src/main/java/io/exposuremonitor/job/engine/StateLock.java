package io.exposuremonitor.job.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps other runs out of a state folder: a run owns the checkpoints from which it resumed, and
 * deletes them once they are outdated. The lock is the operating system's, on a file in the folder,
 * and ends with the process, however that ends. The file stays and means nothing by itself.
 */
public final class StateLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final FileChannel channel;

  private StateLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a folder, which is created unless it exists.
   *
   * @return empty when another run has locked it
   * @throws IOException when the folder can't be written, or its file system has no locks
   */
  static Optional<StateLock> of(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = locks(channel);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(new StateLock(channel)) : Optional.empty();
  }

  /** Tries to lock the whole file; false when this or another process has done so. */
  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

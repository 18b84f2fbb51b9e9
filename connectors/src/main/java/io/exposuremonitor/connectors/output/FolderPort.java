package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.alert.Reply;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.util.IOUtils;

/**
 * A folder on a disk, or on any file system of Flink's. A file appears under its name once it is
 * complete; until then, on a disk, it has a name that begins with a dot. Whatever fails is to be
 * tried again: disks are emptied, and permissions granted.
 */
public final class FolderPort implements ObjectPort {
  private static final Duration LAST_FILE_LIMIT = Duration.ofSeconds(2);

  private final Path folder;
  private final FileSystem system;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(DaemonThreads.named("output-folder"));

  /**
   * @param folder a path or URI; need not exist
   * @throws IOException when no file system supports the URI
   */
  public FolderPort(String folder) throws IOException {
    this.folder = new Path(folder);
    this.system = this.folder.getFileSystem();
  }

  @Override
  public CompletableFuture<Reply> put(String name, byte[] bytes) {
    return CompletableFuture.supplyAsync(() -> putNow(new Path(folder, name), bytes), executor);
  }

  private Reply putNow(Path file, byte[] bytes) {
    try {
      if (system.isDistributedFS()) {
        writeRemotely(file, bytes);
      } else {
        writeLocally(java.nio.file.Path.of(file.getPath()), bytes);
      }
      return new Reply(Reply.Outcome.DELIVERED, "written", null);
    } catch (IOException | RuntimeException failure) {
      return new Reply(Reply.Outcome.RETRY, detail(failure), null);
    }
  }

  private void writeRemotely(Path file, byte[] bytes) throws IOException {
    RecoverableFsDataOutputStream out = system.createRecoverableWriter().open(file);
    try {
      out.write(bytes);
      out.closeForCommit().commit();
    } catch (IOException failure) {
      IOUtils.closeQuietly(out);
      throw failure;
    }
  }

  private static void writeLocally(java.nio.file.Path file, byte[] bytes) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) == bytes.length) {
      // Written before a restart. What ships files elsewhere takes a new one for new lines.
      return;
    }
    Files.createDirectories(file.getParent());
    java.nio.file.Path inProgress = file.resolveSibling("." + file.getFileName() + ".inprogress");
    try {
      write(inProgress, bytes);
      Files.move(inProgress, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      // A part of a file would only take what space is left.
      Files.deleteIfExists(inProgress);
      throw failure;
    }
  }

  private static void write(java.nio.file.Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** Names the folder instead of the file, so that repeated failures have the same text. */
  private String detail(Exception failure) {
    String type = failure.getClass().getSimpleName();
    String reason =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return folder.getPath() + ": " + (reason == null ? type : reason);
  }

  /**
   * Waits a little for the file that is being written: when the monitor is stopped, it holds the
   * last lines.
   */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LAST_FILE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}

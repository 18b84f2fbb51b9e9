package io.exposuremonitor.connectors.objects;

import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The port to where objects lie. The enumerator and every reader make their own. Calls block, each
 * within a time limit of its own, and may come from several threads.
 */
public interface ObjectStore extends AutoCloseable {

  /** Makes the store where it is used: credentials and clients do not travel. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /**
     * @param onRetry called for every attempt that a call makes after its first, on any thread
     */
    ObjectStore create(Runnable onRetry);
  }

  /**
   * An object being read.
   *
   * @param bytes as stored; {@link #close} is the way to give them up, at their end or before
   * @param eTag its content's tag, without quotes; null when the store has none
   * @param abort gives up the connection, so that the rest needn't be read
   */
  record Opened(InputStream bytes, @Nullable String eTag, Runnable abort) implements AutoCloseable {
    @Override
    public void close() {
      abort.run();
    }
  }

  /**
   * An object that a listing found.
   *
   * @param object its name; without a version
   * @param modified when it was written, epoch milliseconds
   */
  record Listed(ObjectRef object, long modified) {}

  /**
   * One page of a listing.
   *
   * @param objects in the order of their keys
   * @param last true when no page follows
   */
  record Page(List<Listed> objects, boolean last) {}

  /**
   * Opens an object at its beginning. When the reference names a version or an eTag, then that one
   * or none.
   *
   * @throws TransferException when it can't be opened
   */
  Opened open(ObjectRef object) throws TransferException;

  /**
   * Lists the objects whose keys begin with a prefix.
   *
   * @param startAfter only keys behind this one; null for all. Need not exist
   * @throws TransferException when it can't be listed
   */
  Page list(String bucket, String prefix, @Nullable String startAfter) throws TransferException;

  @Override
  void close();
}

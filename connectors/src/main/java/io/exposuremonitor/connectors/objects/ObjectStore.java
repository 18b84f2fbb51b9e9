package io.exposuremonitor.connectors.objects;

import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Port to the store that holds objects. The enumerator and every reader create their own. Calls
 * block, each within its own time limit, and may come from several threads.
 */
public interface ObjectStore extends AutoCloseable {

  /** Creates the store where it is used, since credentials and clients are not serialised. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /**
     * @param onRetry called for every attempt after a call's first, on any thread
     */
    ObjectStore create(Runnable onRetry);
  }

  /**
   * An object being read.
   *
   * @param bytes as stored; {@link #close} releases them, at their end or before
   * @param eTag the content's tag, without quotes; null when the store has none
   * @param abort aborts the connection, so that the rest need not be read
   */
  record Opened(InputStream bytes, @Nullable String eTag, Runnable abort) implements AutoCloseable {
    @Override
    public void close() {
      abort.run();
    }
  }

  /**
   * An object found by a listing.
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
   * Opens an object at its beginning. If the reference names a version or an eTag, only that
   * content is opened.
   *
   * @throws TransferException when it can't be opened
   */
  Opened open(ObjectRef object) throws TransferException;

  /**
   * Lists the objects whose keys begin with a prefix.
   *
   * @param startAfter lists only keys after this one, which need not exist; null for all
   * @throws TransferException when it can't be listed
   */
  Page list(String bucket, String prefix, @Nullable String startAfter) throws TransferException;

  @Override
  void close();
}

package io.exposuremonitor.connectors.objects;

import io.exposuremonitor.connectors.file.FileDecoder.Elements;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One pass over an object, from its beginning.
 *
 * @param <T> the element
 */
final class ObjectPass<T> implements AutoCloseable {
  private final ObjectStore.Opened opened;
  private final TrackingInputStream bytes;
  private final Elements<T> elements;
  private long position;
  private long bytesTaken;

  private ObjectPass(ObjectStore.Opened opened, TrackingInputStream bytes, Elements<T> elements) {
    this.opened = opened;
    this.bytes = bytes;
    this.elements = elements;
  }

  /**
   * Opens an object.
   *
   * @param onRead receives the number of stored bytes of each read
   */
  static <T> ObjectPass<T> open(
      ObjectRef object, ObjectStore store, ObjectDecoder<T> decoder, LongConsumer onRead)
      throws TransferException {
    ObjectStore.Opened opened = store.open(object);
    try {
      TrackingInputStream bytes = new TrackingInputStream(opened.bytes(), onRead);
      return new ObjectPass<>(opened, bytes, decoder.open(object.path(), bytes));
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /**
   * The next element, or null at the end.
   *
   * @throws TransferException when fetching failed
   * @throws IOException when the content is broken, or the decoder failed on it; checked, because a
   *     single object must not fail the job again and again
   */
  @Nullable T next() throws IOException {
    T element;
    try {
      element = elements.next();
    } catch (IOException e) {
      bytes.rethrow();
      throw e;
    } catch (RuntimeException e) {
      bytes.rethrow();
      // Without the decoder's message, which may quote the object.
      throw new IOException("the decoder failed: " + e.getClass().getName(), e);
    }
    bytes.rethrow();
    if (element != null) {
      position++;
    }
    return element;
  }

  /** The number of elements so far. */
  long position() {
    return position;
  }

  @Nullable String eTag() {
    return opened.eTag();
  }

  /** The number of bytes read since the last call. */
  long takeBytes() {
    long taken = bytes.count() - bytesTaken;
    bytesTaken = bytes.count();
    return taken;
  }

  @Override
  public void close() throws IOException {
    try (opened) {
      elements.close();
    }
  }
}

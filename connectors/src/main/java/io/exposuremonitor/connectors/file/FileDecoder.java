package io.exposuremonitor.connectors.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Port for decoding: turns the bytes of one file into elements.
 *
 * @param <T> the element; decoders emit batches, so that the engine's cost per element is shared
 */
public interface FileDecoder<T> extends Serializable {

  /**
   * Starts reading a file. Called on the source's fetcher thread, like the methods of the returned
   * object.
   *
   * @param path the file, for messages
   * @param bytes its bytes as stored; closed by the caller
   * @return the elements, in the file's order
   */
  Elements<T> open(String path, InputStream bytes);

  /**
   * Creates the element that reports that a file could not be opened or read to its end. Elements
   * read before stay valid.
   */
  T unreadable(String path, IOException error);

  /**
   * The elements of one file. The same file must give the same elements in the same order each
   * time: after a failure the reader skips as many as it had already emitted.
   *
   * @param <T> the element
   */
  interface Elements<T> extends Closeable {
    /** The next element, or null at the end of the file. */
    @Nullable T next() throws IOException;
  }
}

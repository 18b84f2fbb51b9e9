package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.alert.Reply;
import java.util.concurrent.CompletableFuture;

/** A bucket, or a folder, to which objects are written. */
public interface ObjectPort extends AutoCloseable {
  /**
   * Stores an object without blocking, replacing one of the same name.
   *
   * @return the reply; the future never fails
   */
  CompletableFuture<Reply> put(String name, byte[] bytes);

  @Override
  void close();
}

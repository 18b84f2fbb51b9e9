package io.exposuremonitor.connectors.alert;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A service that takes alerts: the one thing that a further one has to be. */
public interface AlertService extends AutoCloseable {
  /**
   * Sends a letter without blocking; for any thread. The future never fails: what went wrong is its
   * reply.
   */
  CompletableFuture<Reply> send(Letter letter);

  /** How often it must be told again of an open alert, or null for never. */
  @Nullable Duration repeatEvery();

  @Override
  void close();
}

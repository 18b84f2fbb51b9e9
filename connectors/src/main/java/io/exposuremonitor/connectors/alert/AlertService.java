package io.exposuremonitor.connectors.alert;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A service that receives alerts: the only interface that a new service has to implement. */
public interface AlertService extends AutoCloseable {
  /**
   * Sends a letter without blocking; callable on any thread. The future never fails: every failure
   * is a reply, also an error of the virtual machine, since an alert must still arrive.
   */
  CompletableFuture<Reply> send(Letter letter);

  /** How often open alerts must be repeated, or null for never. */
  @Nullable Duration repeatEvery();

  @Override
  void close();
}

package io.exposuremonitor.connectors.objects;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call to the store or the queue fails. The message names the service's error code
 * and what was requested, never a payload.
 */
public final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Determines how the error is handled. */
  public enum Kind {
    /** Temporary: the network, internal errors of the service, throttling, expired credentials. */
    RETRYABLE,
    /** The object, bucket or queue does not exist, or is no longer the one that was announced. */
    MISSING,
    /** Denied, archived or invalid: retrying is useless until a person acts. */
    REFUSED
  }

  private final Kind kind;

  /**
   * @param kind determines how the error is handled
   * @param message the service's error code and what was requested
   */
  public TransferException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns the kind, which determines how the error is handled. */
  public Kind kind() {
    return kind;
  }
}

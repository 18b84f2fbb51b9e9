package io.exposuremonitor.connectors.objects;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A call to the store or the queue failed. The message names the service's error code and what was
 * asked for, never a payload.
 */
public final class TransferException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** Passing trouble: the network, the service's own errors, throttling, expired credentials. */
    RETRYABLE,
    /** The object, bucket or queue is not there, or is no longer the one that was announced. */
    MISSING,
    /** Not allowed, archived, or wrong: trying again changes nothing until somebody acts. */
    REFUSED
  }

  private final Kind kind;

  /**
   * @param kind what to do about it
   * @param message the service's error code and what was asked for
   */
  public TransferException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What to do about it. */
  public Kind kind() {
    return kind;
  }
}

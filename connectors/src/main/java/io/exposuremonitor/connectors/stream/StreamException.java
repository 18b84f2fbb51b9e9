package io.exposuremonitor.connectors.stream;

import java.io.IOException;

/**
 * Thrown when a call fails. The message names the service's error code and the stream, never a
 * payload.
 */
public final class StreamException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Determines how the error is handled. */
  public enum Kind {
    /** Temporary: the network, or an internal error of the service. Retry after a pause. */
    RETRYABLE,
    /** Too many calls. Try again after a longer pause. */
    THROTTLED,
    /** The shard or its stream no longer exists. */
    GONE,
    /**
     * Denied for this table or shard, while others may be permitted. Retried after a pause, since
     * granting access causes no notification.
     */
    DENIED,
    /**
     * Refused for any other reason, such as an invalid argument or a consumer that is not
     * registered: repeating the call is useless until a person acts.
     */
    PERMANENT
  }

  private final Kind kind;

  /**
   * @param kind determines how the error is handled
   * @param message the service's error code and the ARN
   */
  public StreamException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns the kind, which determines how the error is handled. */
  public Kind kind() {
    return kind;
  }
}

package io.exposuremonitor.connectors.stream;

import java.io.IOException;

/** A call failed. The message names the service's error code and the stream, never a payload. */
public final class StreamException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How to handle it. */
  public enum Kind {
    /** Temporary: the network, or an internal error of the service. Retry after a pause. */
    RETRYABLE,
    /** Too many calls. Try again after a longer pause. */
    THROTTLED,
    /** The shard or its stream no longer exists. */
    GONE,
    /**
     * Denied for this table or shard, while others may be permitted. It is retried after a pause,
     * since nothing announces that access was granted.
     */
    DENIED,
    /** Denied, or wrong: retrying is useless until a person acts. */
    PERMANENT
  }

  private final Kind kind;

  /**
   * @param kind how to handle it
   * @param message the service's error code and the ARN
   */
  public StreamException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** How to handle it. */
  public Kind kind() {
    return kind;
  }
}

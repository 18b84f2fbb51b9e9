package io.exposuremonitor.connectors.stream;

import java.io.IOException;

/** A call failed. The message names the service's error code and the stream, never a payload. */
public final class StreamException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  public enum Kind {
    /** Passing trouble: the network, the service's own errors. Try again after a pause. */
    RETRYABLE,
    /** Too many calls. Try again after a longer pause. */
    THROTTLED,
    /** The shard or its stream does not exist any more. */
    GONE,
    /**
     * Not allowed for this table or shard, while others may be. It waits, and is tried again:
     * nobody tells when somebody has allowed it.
     */
    DENIED,
    /** Not allowed, or wrong: trying again changes nothing until somebody acts. */
    PERMANENT
  }

  private final Kind kind;

  /**
   * @param kind what to do about it
   * @param message the service's error code and the ARN
   */
  public StreamException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What to do about it. */
  public Kind kind() {
    return kind;
  }
}

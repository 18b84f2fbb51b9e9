package io.exposuremonitor.connectors.remotewrite;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes batches; blocks, and never throws. */
interface Receiver extends AutoCloseable {
  /** Writes a batch. */
  Answer write(byte[] body);

  @Override
  void close();

  /** The outcome of writing a batch. */
  enum Outcome {
    /** The receiver has accepted it. */
    WRITTEN,
    /**
     * It has these samples, or later ones, already, because a restart writes them once more. The
     * rest of the batch was accepted.
     */
    KNOWN,
    /** Not now. */
    RETRY,
    /** Never. */
    REFUSED
  }

  /**
   * An answer.
   *
   * @param detail for people, without secrets and without labels
   * @param pause how long the receiver asks to wait, or null
   */
  record Answer(Outcome outcome, String detail, @Nullable Duration pause) {}
}

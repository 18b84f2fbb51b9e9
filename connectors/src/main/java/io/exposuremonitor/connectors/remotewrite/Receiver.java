package io.exposuremonitor.connectors.remotewrite;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes batches; blocks, and never throws. */
interface Receiver extends AutoCloseable {
  /** Writes a batch. */
  Answer write(byte[] body);

  @Override
  void close();

  /** What became of a batch. */
  enum Outcome {
    /** The receiver has it. */
    WRITTEN,
    /**
     * It has these samples, or later ones, already: what a restart writes once more. What else was
     * in the batch was taken.
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
   * @param pause how long the receiver asks to be left alone, or null
   */
  record Answer(Outcome outcome, String detail, @Nullable Duration pause) {}
}

package io.exposuremonitor.connectors.delivery;

/**
 * What goes out of the job by and by. Its owner calls {@link #tick} a few times a second and tells
 * it of checkpoints. Nothing here blocks; time is an argument. Not thread-safe.
 */
public interface Delivery {
  /**
   * Takes the answers that have come and sends what may be sent.
   *
   * @param now epoch milliseconds
   */
  void tick(long now);

  /** A checkpoint is complete, and with it all before. */
  void saved(long checkpoint);

  /** Nothing more and no checkpoint comes: all that waits may go. */
  void release();

  /** True when everything has arrived, or was refused for good. */
  boolean isEmpty();
}

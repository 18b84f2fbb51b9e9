package io.exposuremonitor.connectors.delivery;

/**
 * Delivers something from the job to the outside, asynchronously. Its owner calls {@link #tick} a
 * few times a second and notifies it of checkpoints. Nothing here blocks; time is an argument. Not
 * thread-safe.
 */
public interface Delivery {
  /**
   * Handles the answers that have arrived, and sends what may be sent.
   *
   * @param now epoch milliseconds
   */
  void tick(long now);

  /** A checkpoint is complete, and all before it. */
  void saved(long checkpoint);

  /** No more input and no more checkpoints come: everything that waits may be sent. */
  void release();

  /** True when everything was delivered, or refused for good. */
  boolean isEmpty();
}

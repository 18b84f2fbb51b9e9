package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.delivery.Delivery;
import java.util.List;

/**
 * A destination of lines. Its owner stores {@link #snapshot} in its checkpoints. Nothing here
 * blocks; time is an argument. Not thread-safe.
 */
public interface Outlet extends Delivery, AutoCloseable {
  /** Adds a line. */
  void add(Line line, long now);

  /** True when so much waits that no more should be added; it is accepted all the same. */
  boolean isFull();

  /** Lines, or objects, that were not delivered yet. */
  int waiting();

  @Override
  default boolean isEmpty() {
    return waiting() == 0;
  }

  /** What to store with a checkpoint. */
  List<Shipment> snapshot(long checkpoint);

  /** Restores what was stored. */
  void restore(Shipment stored);

  @Override
  void close();

  /** Receives the fate of lines. */
  interface Listener {
    /** So many lines, or objects, were delivered. */
    void delivered(int count);

    /** An attempt failed and is repeated; the detail holds nothing of the content. */
    void retried(String detail);

    /** So many lines can never be delivered, and are dropped. */
    void refused(int count, String detail);
  }
}

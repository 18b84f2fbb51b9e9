package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.delivery.Delivery;
import java.util.List;

/**
 * A destination of lines. Its owner stores {@link #snapshot} in its checkpoints. No method blocks;
 * time is an argument. Not thread-safe.
 */
public interface Outlet extends Delivery, AutoCloseable {
  /** Adds a line. */
  void add(Line line, long now);

  /**
   * True when so many lines wait that no more should be added; further lines are accepted
   * nevertheless.
   */
  boolean isFull();

  /** The number of lines, or objects, that were not delivered yet. */
  int waiting();

  @Override
  default boolean isEmpty() {
    return waiting() == 0;
  }

  /** The state to store with a checkpoint. */
  List<Shipment> snapshot(long checkpoint);

  /** Restores a stored element of the state. */
  void restore(Shipment stored);

  @Override
  void close();

  /** Receives the outcome of lines. */
  interface Listener {
    /** Called when lines, or objects, were delivered. */
    void delivered(int count);

    /** Called when an attempt failed and is repeated; the detail holds none of the content. */
    void retried(String detail);

    /** Called when lines can never be delivered, and are dropped. */
    void refused(int count, String detail);
  }
}

package io.exposuremonitor.connectors.output;

import io.exposuremonitor.connectors.delivery.Delivery;
import java.util.List;

/**
 * A way out for lines. Its owner stores what {@link #snapshot} gives with its checkpoints. Nothing
 * here blocks; time is an argument. Not thread-safe.
 */
public interface Outlet extends Delivery, AutoCloseable {
  /** Takes a line. */
  void add(Line line, long now);

  /** True when so much waits that no more should be added; it is taken all the same. */
  boolean isFull();

  /** Lines, or objects, that were not delivered yet. */
  int waiting();

  @Override
  default boolean isEmpty() {
    return waiting() == 0;
  }

  /** What is to be stored with a checkpoint. */
  List<Shipment> snapshot(long checkpoint);

  /** Takes back what was stored. */
  void restore(Shipment stored);

  @Override
  void close();

  /** Is told what becomes of lines. */
  interface Listener {
    /** So many lines, or objects, arrived. */
    void delivered(int count);

    /** An attempt failed and is made again; the detail holds nothing of the content. */
    void retried(String detail);

    /** So many lines can never be delivered, and are dropped. */
    void refused(int count, String detail);
  }
}

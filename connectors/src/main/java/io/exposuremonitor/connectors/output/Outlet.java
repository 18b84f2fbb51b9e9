package io.exposuremonitor.connectors.output;

import java.util.List;

/**
 * A way out for lines. Its owner stores what {@link #snapshot} gives with its checkpoints, and
 * calls {@link #tick} a few times a second. Nothing here blocks; time is an argument. Not
 * thread-safe.
 */
public interface Outlet extends AutoCloseable {
  /** Takes a line. */
  void add(Line line, long now);

  /** True when so much waits that no more should be added; it is taken all the same. */
  boolean isFull();

  /** Lines, or objects, that were not delivered yet. */
  int waiting();

  /** Takes the answers that have come and sends what may be sent. */
  void tick(long now);

  /** What is to be stored with a checkpoint. */
  List<Shipment> snapshot(long checkpoint);

  /** A checkpoint is complete, and with it all before. */
  void saved(long checkpoint);

  /** No line and no checkpoint comes any more: all that waits may go. */
  void release();

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

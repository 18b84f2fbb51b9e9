package io.exposuremonitor.connectors.remotewrite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waiting batches, in the order in which they came. At the bound the oldest are dropped, since the
 * newest show the present. Thread-safe.
 */
final class WriteQueue {
  private final int mostSamples;
  private final Deque<List<TimeSeries>> batches = new ArrayDeque<>();
  private int waiting;
  private boolean closed;

  /**
   * @param mostSamples bound on waiting samples
   */
  WriteQueue(int mostSamples) {
    this.mostSamples = mostSamples;
  }

  /** Adds a batch; returns the number of samples dropped for it. */
  synchronized int add(List<TimeSeries> batch) {
    batches.addLast(batch);
    waiting += batch.size();
    int dropped = 0;
    while (waiting > mostSamples && batches.size() > 1) {
      int oldest = batches.removeFirst().size();
      waiting -= oldest;
      dropped += oldest;
    }
    notifyAll();
    return dropped;
  }

  /** Removes and returns the next batch; waits for one. Null once the queue is closed. */
  synchronized @Nullable List<TimeSeries> take() throws InterruptedException {
    while (batches.isEmpty() && !closed) {
      wait();
    }
    List<TimeSeries> next = closed ? null : batches.removeFirst();
    waiting -= next == null ? 0 : next.size();
    return next;
  }

  synchronized int waiting() {
    return waiting;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

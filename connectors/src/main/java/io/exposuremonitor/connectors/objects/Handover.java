package io.exposuremonitor.connectors.objects;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/**
 * Passes elements from workers to the fetcher. Bounded by the number of stored bytes from which the
 * elements were read; the elements of one object stay in order, and its end comes last. All waiting
 * is on conditions, without polling.
 *
 * @param <T> the element
 */
final class Handover<T> {
  private static final int MAX_ELEMENTS = 64;

  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition something = lock.newCondition();
  private final Deque<Left<T>> left = new ArrayDeque<>();
  private long bytes;
  private boolean woken;
  private @Nullable Throwable failure;

  /** An element, or the end of an object when there is none. */
  private record Left<T>(String split, @Nullable ObjectElement<T> element) {}

  Handover(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Adds an element; waits for capacity. An element larger than the whole capacity waits until it
   * is alone.
   */
  void put(String split, ObjectElement<T> element) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!left.isEmpty()
          && (bytes + element.bytes() > maxBytes || left.size() >= MAX_ELEMENTS)) {
        room.await();
      }
      bytes += element.bytes();
      left.add(new Left<>(split, element));
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Marks the end of an object's elements. */
  void finished(String split) {
    lock.lock();
    try {
      left.add(new Left<>(split, null));
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Makes the fetcher fail. */
  void fail(Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Makes the fetcher return from its current or next wait. */
  void wakeUp() {
    lock.lock();
    try {
      woken = true;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes all elements; waits until there is one, or until woken. */
  RecordsWithSplitIds<ObjectElement<T>> take() throws InterruptedException {
    RecordsBySplits.Builder<ObjectElement<T>> taken = new RecordsBySplits.Builder<>();
    lock.lockInterruptibly();
    try {
      while (left.isEmpty() && !woken && failure == null) {
        something.await();
      }
      woken = false;
      if (failure != null) {
        throw new IllegalStateException("reading objects failed", failure);
      }
      for (Left<T> next = left.poll(); next != null; next = left.poll()) {
        if (next.element() == null) {
          taken.addFinishedSplit(next.split());
        } else {
          taken.add(next.split(), next.element());
        }
      }
      bytes = 0;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    return taken.build();
  }
}

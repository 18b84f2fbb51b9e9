package io.exposuremonitor.connectors.objects;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/**
 * Passes elements from workers to the fetcher: those of one object after those of the other, in the
 * order in which the objects were expected. Objects are assigned in the order of time, and event
 * time would otherwise advance with the newest of those that are read at the same time.
 *
 * <p>Bounded by the number of stored bytes from which the elements were read. The first object has
 * room of its own, so that it never waits for the others, which wait for it. All waiting is on
 * conditions, without polling.
 *
 * @param <T> the element
 */
final class Handover<T> {
  private static final int MAX_ELEMENTS = 64;

  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition something = lock.newCondition();

  /** The expected objects, in order. */
  private final Map<String, Place<T>> places = new LinkedHashMap<>();

  /** Of all places together. */
  private long bytes;

  private int elements;
  private boolean woken;
  private @Nullable Throwable failure;

  /** How far an object is. */
  private enum Progress {
    EXPECTED,
    POSTPONED,
    FINISHED
  }

  /** What was read of an object and not taken yet. */
  private static final class Place<T> {
    private final Deque<ObjectElement<T>> elements = new ArrayDeque<>();
    private long bytes;
    private Progress progress = Progress.EXPECTED;
  }

  Handover(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Expects an object's elements: after those of all that are expected already, or in its old place
   * if not all was taken that was read before it was postponed.
   */
  void expect(String split) {
    lock.lock();
    try {
      places.computeIfAbsent(split, any -> new Place<>()).progress = Progress.EXPECTED;
    } finally {
      lock.unlock();
    }
  }

  /** Lets others go first, until the object is expected again. */
  void postpone(String split) {
    set(split, Progress.POSTPONED);
  }

  /** Marks the end of an object's elements. */
  void finished(String split) {
    set(split, Progress.FINISHED);
  }

  private void set(String split, Progress progress) {
    lock.lock();
    try {
      placeOf(split).progress = progress;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  private Place<T> placeOf(String split) {
    Place<T> place = places.get(split);
    if (place == null) {
      throw new IllegalStateException("an object that is not expected: " + split);
    }
    return place;
  }

  /**
   * Adds an element of an expected object; waits for room. An element larger than the whole room
   * waits until it is the first one.
   */
  void put(String split, ObjectElement<T> element) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Place<T> place = placeOf(split);
      while (!hasRoom(place, element.bytes())) {
        room.await();
      }
      place.elements.add(element);
      place.bytes += element.bytes();
      bytes += element.bytes();
      elements++;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(Place<T> place, long more) {
    if (place == places.values().iterator().next()) {
      return place.elements.isEmpty()
          || (place.bytes + more <= maxBytes && place.elements.size() < MAX_ELEMENTS);
    }
    return bytes + more <= maxBytes && elements < MAX_ELEMENTS;
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

  /**
   * Takes all elements of the first object, and of those after it if it has ended; waits until
   * there is something, or until woken.
   */
  RecordsWithSplitIds<ObjectElement<T>> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isReady() && !woken && failure == null) {
        something.await();
      }
      woken = false;
      if (failure != null) {
        throw new IllegalStateException("reading objects failed", failure);
      }
      RecordsWithSplitIds<ObjectElement<T>> taken = takeInOrder();
      room.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private boolean isReady() {
    Iterator<Place<T>> first = places.values().iterator();
    if (!first.hasNext()) {
      return false;
    }
    Place<T> place = first.next();
    return !place.elements.isEmpty() || place.progress != Progress.EXPECTED;
  }

  private RecordsWithSplitIds<ObjectElement<T>> takeInOrder() {
    RecordsBySplits.Builder<ObjectElement<T>> taken = new RecordsBySplits.Builder<>();
    Iterator<Map.Entry<String, Place<T>>> inOrder = places.entrySet().iterator();
    boolean ended = true;
    while (ended && inOrder.hasNext()) {
      Map.Entry<String, Place<T>> next = inOrder.next();
      Place<T> place = next.getValue();
      place.elements.forEach(element -> taken.add(next.getKey(), element));
      bytes -= place.bytes;
      elements -= place.elements.size();
      place.bytes = 0;
      place.elements.clear();
      if (place.progress == Progress.FINISHED) {
        taken.addFinishedSplit(next.getKey());
      }
      ended = place.progress != Progress.EXPECTED;
      if (ended) {
        inOrder.remove();
      }
    }
    return taken.build();
  }
}

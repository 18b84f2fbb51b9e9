package io.exposuremonitor.connectors.objects;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;

/**
 * Passes elements from workers to the fetcher: those of one object after those of the other, in the
 * order in which the objects were expected. Objects are assigned in the order of time, and event
 * time would otherwise advance with the newest of those that are read at the same time. An object
 * that was postponed loses its place, and goes before all others once there is something of it.
 *
 * <p>Bounded by the number of stored bytes from which the elements were read. The first object has
 * room of its own, so that it never waits for the others, which wait for it. It must not wait for a
 * worker either: workers must take objects in the order in which they are expected. All waiting is
 * on conditions, without polling.
 *
 * @param <T> the element
 */
final class Handover<T> {
  private static final int MAX_ELEMENTS = 64;

  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition something = lock.newCondition();

  private final Deque<Place<T>> order = new ArrayDeque<>();
  private final Map<String, Place<T>> places = new HashMap<>();

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
    private final String split;
    private final Deque<ObjectElement<T>> elements = new ArrayDeque<>();
    private long bytes;
    private Progress progress = Progress.EXPECTED;

    Place(String split) {
      this.split = split;
    }
  }

  Handover(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Expects an object's elements, after those of all others. */
  void expect(String split) {
    lock.lock();
    try {
      Place<T> place = new Place<>(split);
      places.put(split, place);
      order.addLast(place);
    } finally {
      lock.unlock();
    }
  }

  /** Stops waiting for an object until there is something of it again. */
  void postpone(String split) {
    lock.lock();
    try {
      Place<T> place = places.get(split);
      if (place != null) {
        place.progress = Progress.POSTPONED;
        something.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Marks the end of an object's elements. */
  void finished(String split) {
    lock.lock();
    try {
      placeOf(split).progress = Progress.FINISHED;
      something.signal();
    } finally {
      lock.unlock();
    }
  }

  private Place<T> placeOf(String split) {
    Place<T> place = places.get(split);
    if (place == null) {
      place = new Place<>(split);
      places.put(split, place);
      order.addFirst(place);
    }
    return place;
  }

  /**
   * Adds an element; waits for room. An element larger than the whole room waits until it is the
   * first one.
   */
  void put(String split, ObjectElement<T> element) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Place<T> place = placeOf(split);
      place.progress = Progress.EXPECTED;
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
    if (place == order.peek()) {
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
    Place<T> first = order.peek();
    return first != null && (!first.elements.isEmpty() || first.progress != Progress.EXPECTED);
  }

  private RecordsWithSplitIds<ObjectElement<T>> takeInOrder() {
    RecordsBySplits.Builder<ObjectElement<T>> taken = new RecordsBySplits.Builder<>();
    Place<T> first = order.peek();
    while (first != null) {
      String split = first.split;
      first.elements.forEach(element -> taken.add(split, element));
      bytes -= first.bytes;
      elements -= first.elements.size();
      first.bytes = 0;
      first.elements.clear();
      if (first.progress == Progress.EXPECTED) {
        break;
      }
      if (first.progress == Progress.FINISHED) {
        taken.addFinishedSplit(split);
      }
      order.remove();
      places.remove(split);
      first = order.peek();
    }
    return taken.build();
  }
}

package io.exposuremonitor.connectors.objects;

import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Queue of objects that wait for a worker, in the order in which they were added. An object that
 * couldn't be opened returns to its place after a pause, so that it delays no other. Thread-safe.
 */
final class ReadTaskQueue {
  private final DelayQueue<Place> places = new DelayQueue<>();
  private final AtomicLong added = new AtomicLong();

  /**
   * @param dueNanos by {@link System#nanoTime}
   * @param number sequence number of adding
   */
  private record Place(ReadTask task, long dueNanos, long number) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Place than = (Place) other;
      int byTime = Long.compare(dueNanos - than.dueNanos, 0);
      return byTime == 0 ? Long.compare(number, than.number) : byTime;
    }
  }

  /**
   * Adds an object.
   *
   * @param pause time until the object is due
   */
  void add(ReadTask task, Duration pause) {
    long due = System.nanoTime() + pause.toNanos();
    places.add(new Place(task, due, added.getAndIncrement()));
  }

  /** Takes the next object that is due; waits for one. */
  ReadTask take() throws InterruptedException {
    return places.take().task();
  }
}

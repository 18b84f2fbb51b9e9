package io.exposuremonitor.connectors.objects;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Objects that wait for a reader, in the order in which CloudTrail delivered them; objects whose
 * keys do not contain a time come first, in the order in which they were added. Not thread-safe.
 */
final class PendingObjects {
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
  private long added;
  private long putBack;

  /**
   * @param number orders objects that were delivered in the same minute
   */
  private record Waiting(ObjectSplit split, long delivered, long number)
      implements Comparable<Waiting> {
    private static final Comparator<Waiting> ORDER =
        Comparator.comparingLong(Waiting::delivered).thenComparingLong(Waiting::number);

    static Waiting of(ObjectSplit split, long number) {
      return new Waiting(split, split.delivered(), number);
    }

    @Override
    public int compareTo(Waiting other) {
      return ORDER.compare(this, other);
    }
  }

  void add(ObjectSplit split) {
    waiting.add(Waiting.of(split, added++));
  }

  /** Adds an object before all others of its minute. */
  void putBack(ObjectSplit split) {
    waiting.add(Waiting.of(split, --putBack));
  }

  /** Takes the object that was delivered first. */
  @Nullable ObjectSplit poll() {
    Waiting next = waiting.poll();
    return next == null ? null : next.split();
  }

  /** When the next object was delivered, epoch milliseconds; empty if that is not known. */
  OptionalLong delivered() {
    Waiting next = waiting.peek();
    return next == null || next.delivered() == ObjectSplit.NOT_KNOWN
        ? OptionalLong.empty()
        : OptionalLong.of(next.delivered());
  }

  int size() {
    return waiting.size();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** All objects, in order. */
  List<ObjectSplit> all() {
    return waiting.stream().sorted().map(Waiting::split).toList();
  }
}

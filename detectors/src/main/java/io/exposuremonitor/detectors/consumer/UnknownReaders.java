package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * The unexpected readers of a stream in the last slots. Each is merged with what it did before in
 * the slot, so that its signal doesn't depend on how its calls were bundled; those of a Kinesis
 * stream wait here until it is known to carry a table's changes. A view that works in place on a
 * list of a detector's state. Not thread-safe.
 */
final class UnknownReaders {
  private static final Comparator<UnknownReader> EARLIEST_FIRST =
      Comparator.<UnknownReader>comparingLong(reader -> reader.use().start())
          .thenComparing(reader -> reader.use().actor().id())
          .thenComparing(reader -> reader.use().consumer());

  private final List<UnknownReader> readers;

  UnknownReaders(List<UnknownReader> readers) {
    this.readers = readers;
  }

  /** Adds a use by a reader and returns all that it did in the slot. */
  UnknownReader add(UnknownReader use) {
    UnknownReader all = use;
    for (UnknownReader other : readers) {
      all = other.isSame(use) ? all.and(other) : all;
    }
    readers.removeIf(other -> other.isSame(use));
    readers.add(all);
    return all;
  }

  /**
   * Evicts a reader if there are more than {@link StreamReaderState#MAX_UNKNOWN}: the latest of
   * those with a further entry, else the latest of all. So nobody can crowd out those before it.
   *
   * @return whether it was the only entry of an actor
   */
  boolean evict() {
    if (readers.size() <= StreamReaderState.MAX_UNKNOWN) {
      return false;
    }
    readers.sort(EARLIEST_FIRST);
    for (int i = readers.size() - 1; i > 0; i--) {
      UnknownReader latest = readers.get(i);
      if (readers.stream().filter(latest::isSameActor).count() > 1) {
        readers.remove(i);
        return false;
      }
    }
    readers.remove(readers.size() - 1);
    return true;
  }

  /** The readers whose last event satisfies a condition, earliest first. */
  List<UnknownReader> lastSeen(LongPredicate time) {
    return readers.stream()
        .filter(reader -> time.test(reader.use().end()))
        .sorted(EARLIEST_FIRST)
        .toList();
  }

  /**
   * Forgets those for which nothing more can arrive.
   *
   * @param settled everything before this time has arrived
   */
  void settle(long settled) {
    readers.removeIf(reader -> reader.use().end() + ActivityBundle.SLOT_MILLIS < settled);
  }
}

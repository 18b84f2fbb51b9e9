package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Origin;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.bulkread.ReadWork.Part;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accumulates the new reads of a bundle for a slot longer than the finest. */
final class Addition {
  private static final byte[] NOTHING = new byte[0];

  private final long[] more = new long[Measure.values().length];
  private final List<ReadEvent> events = new ArrayList<>();
  private @Nullable DistinctCount keys;
  private @Nullable DistinctCount shared;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * Adds a part.
   *
   * @param newPages number of new pages, by the index of their measure
   */
  void add(Part part, long[] newPages) {
    first = Math.min(first, part.first());
    last = Math.max(last, part.last());
    for (int i = 0; i < more.length; i++) {
      more[i] += newPages[i];
    }
    keys = union(keys, part.counted(Measure.KEYS));
    shared = union(shared, part.sharedReads());
  }

  /**
   * Adds a candidate for the events that findings name, without its origin, which would take more
   * bytes than all the rest.
   */
  void add(ReadEvent event) {
    if (event.path() != ReadPath.CONSOLE) {
      EventReference unplaced = new EventReference(event.event().eventId(), Origin.NONE);
      events.add(new ReadEvent(event.time(), event.path(), event.hash(), unplaced));
    }
  }

  long first() {
    return first;
  }

  /** The known slot with this added. */
  Slot addedTo(@Nullable Slot known) {
    Slot old = known == null ? Slot.empty(first) : known;
    long[] sums = new long[Measure.SUMS];
    for (int i = 0; i < more.length; i++) {
      sums[i] = old.sum(i) + more[i];
    }
    DistinctCount allKeys = keysAddedTo(old.sketch(Measure.KEYS));
    byte[] sketch = allKeys == null ? old.sketch(Measure.KEYS) : allKeys.toBytes();
    sums[Measure.KEYS_SUM] = allKeys == null ? old.sum(Measure.KEYS_SUM) : allKeys.estimate();
    long earliest = Math.min(old.first(), first);
    int span = (int) (Math.max(old.last(), last) - earliest);
    return new Slot(earliest, span, sums, new byte[][] {sketch});
  }

  /** Whether there is anything to emit. */
  boolean isTallied() {
    return pages() != 0
        || more[Measure.QUERY.index] != 0
        || more[Measure.SCAN_ITEM.index] != 0
        || keys != null
        || shared != null
        || !events.isEmpty();
  }

  /**
   * The increment to emit.
   *
   * @param before the slot before this was added, or null
   * @param after the slot after this was added
   * @param itemsPerPage number of the table's items that count as a page
   */
  ReadTally tally(
      ReadVolumeState.Subject subject, @Nullable Slot before, Slot after, int itemsPerPage) {
    byte[] sketch = keys == null ? NOTHING : after.sketch(Measure.KEYS);
    long keysBefore = before == null ? 0 : before.sum(Measure.KEYS_SUM);
    return new ReadTally(
        subject.actor(),
        subject.table(),
        subject.account(),
        subject.region(),
        Span.HOUR.window.slotOf(first),
        pages() + pagesOfItems(after, itemsPerPage) - pagesOfItems(before, itemsPerPage),
        Math.max(0, more[Measure.QUERY.index] - more[Measure.FULL_QUERY.index]),
        keys == null ? 0 : after.sum(Measure.KEYS_SUM) - keysBefore,
        sketch,
        shared == null ? NOTHING : shared.toBytes(),
        List.copyOf(events));
  }

  private long pages() {
    return more[Measure.SCAN.index] + more[Measure.PARTIQL.index] + more[Measure.FULL_QUERY.index];
  }

  /**
   * The whole pages that a slot's items amount to, so that increments add up regardless of how the
   * items were bundled.
   */
  private static long pagesOfItems(@Nullable Slot slot, int itemsPerPage) {
    return slot == null ? 0 : slot.sum(Measure.SCAN_ITEM.index) / itemsPerPage;
  }

  /** The distinct keys with those of a known slot; null if none were added. */
  private @Nullable DistinctCount keysAddedTo(byte[] old) {
    DistinctCount added = keys;
    return added == null || old.length == 0
        ? added
        : new DistinctCount(DistinctCount.LG_K).merge(old).merge(added);
  }

  /** The union; doesn't change a part's own count. */
  private static @Nullable DistinctCount union(
      @Nullable DistinctCount one, @Nullable DistinctCount other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new DistinctCount(DistinctCount.LG_K).merge(one).merge(other);
  }
}

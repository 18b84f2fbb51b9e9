package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.bulkread.ReadWork.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a bundle newly adds to a slot longer than the finest, while it is being added up. */
final class Addition {
  private final long[] more = new long[Measure.values().length];
  private final List<DistinctCount> keys = new ArrayList<>();
  private final List<DistinctCount> shared = new ArrayList<>();
  private final List<ReadEvent> events = new ArrayList<>();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * Adds a part.
   *
   * @param newPages how many pages of it are new, by the index of their measure
   */
  void add(Part part, long[] newPages) {
    first = Math.min(first, part.first());
    last = Math.max(last, part.last());
    for (int i = 0; i < more.length; i++) {
      more[i] += newPages[i];
    }
    DistinctCount partKeys = part.counted(Measure.KEYS);
    if (partKeys != null) {
      keys.add(partKeys);
    }
    DistinctCount sharedReads = part.sharedReads();
    if (sharedReads != null) {
      shared.add(sharedReads);
    }
  }

  /** Names an event. */
  void add(ReadEvent event) {
    if (event.path() != ReadPath.CONSOLE) {
      events.add(event);
    }
  }

  long first() {
    return first;
  }

  /** The slot with this added to what was known of it. */
  Slot addedTo(@Nullable Slot known) {
    Slot old = known == null ? new Slot(first, 0, new long[0], new byte[0][]) : known;
    long[] sums = new long[more.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = old.sum(i) + more[i];
    }
    byte[] sketch = keys.isEmpty() ? old.sketch(Measure.KEYS) : union(old, keys).toBytes();
    long earliest = Math.min(old.first(), first);
    int span = (int) (Math.max(old.last(), last) - earliest);
    return new Slot(earliest, span, sums, new byte[][] {sketch});
  }

  /** Whether there is anything to tell. */
  boolean isTallied() {
    return pages() != 0
        || more[Measure.QUERY.index] != 0
        || !keys.isEmpty()
        || !shared.isEmpty()
        || !events.isEmpty();
  }

  /**
   * What there is to tell.
   *
   * @param before the slot as it was, or null
   * @param after the slot as it is now
   */
  ReadTally tally(ReadVolumeState.Subject subject, @Nullable Slot before, Slot after) {
    byte[] sketch = keys.isEmpty() ? new byte[0] : after.sketch(Measure.KEYS);
    long keysBefore = before == null ? 0 : DistinctCount.estimate(before.sketch(Measure.KEYS));
    return new ReadTally(
        subject.actor(),
        subject.table(),
        subject.account(),
        subject.region(),
        Span.HOUR.window.slotOf(first),
        pages(),
        more[Measure.QUERY.index],
        keys.isEmpty() ? 0 : DistinctCount.estimate(sketch) - keysBefore,
        sketch,
        union(null, shared).toBytes(),
        List.copyOf(events));
  }

  private long pages() {
    return more[Measure.SCAN.index] + more[Measure.PARTIQL.index];
  }

  private static DistinctCount union(@Nullable Slot old, List<DistinctCount> counts) {
    DistinctCount union = new DistinctCount(DistinctCount.LG_K);
    if (old != null) {
      union.merge(old.sketch(Measure.KEYS));
    }
    counts.forEach(union::merge);
    return union;
  }
}

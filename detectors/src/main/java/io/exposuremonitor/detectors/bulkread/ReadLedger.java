package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.bulkread.ReadWork.Part;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The read counts of one actor on one table: a view that works in place on their state.
 *
 * <p>The finest slots hold sketches of the event ids, so a duplicate counts once; longer slots sum
 * the increments of the finest, as plain numbers. Keys are held as sketches in slots of every
 * length. An event whose finest slot has been evicted still counts in the longer ones, where a
 * duplicate counts again.
 */
final class ReadLedger {
  /**
   * Maximum number of parallel scans distinguished within ten minutes, by their number of segments;
   * the largest are kept.
   */
  private static final int MAX_PARALLEL_SCANS = 16;

  private final ReadVolumeState state;
  private final long lateness;
  private final int itemsPerPage;
  private final ReadSamples samples;
  private final Map<Span, SlotSeries> series = new EnumMap<>(Span.class);

  /**
   * @param lateness lateness bound of events, milliseconds
   * @param itemsPerPage number of the table's items that count as a page
   */
  ReadLedger(ReadVolumeState state, long lateness, int itemsPerPage) {
    this.state = state;
    this.lateness = lateness;
    this.itemsPerPage = itemsPerPage;
    samples = new ReadSamples(state);
    series.put(Span.FIVE_MINUTES, new SlotSeries(state.minutes, Span.FIVE_MINUTES.window));
    series.put(Span.HOUR, new SlotSeries(state.hours, Span.HOUR.window));
    series.put(Span.DAY, new SlotSeries(state.days, Span.DAY.window));
    series.put(Span.WEEK, new SlotSeries(state.weeks, Span.WEEK.window));
  }

  SlotSeries series(Span span) {
    SlotSeries slots = series.get(span);
    if (slots == null) {
      throw new AssertionError(span);
    }
    return slots;
  }

  /**
   * Evicts slots that can't share a window with events after {@code settled}.
   *
   * @param before the value of {@code settled} in the previous call, or earlier
   */
  void settle(long before, long settled) {
    series.values().forEach(slots -> slots.settle(settled));
    samples.settle(before, settled);
    long oldest = Span.HOUR.window.oldest(settled);
    state.parallelScans.removeIf(scan -> scan.slot() < oldest);
  }

  /** Adds the reads of a bundle and emits the new ones by the slots of {@link ReadTally}. */
  void add(ReadWork work, ReadVolumeState.Subject subject, Consumer<ReadTally> tallies) {
    Map<Long, Addition> byHour = new LinkedHashMap<>();
    Addition all = new Addition();
    for (Part part : work.parts()) {
      long[] newPages = addFinest(part);
      byHour
          .computeIfAbsent(Span.HOUR.window.slotOf(part.first()), slot -> new Addition())
          .add(part, newPages);
      all.add(part, newPages);
    }
    for (ReadEvent event : samples.add(work.events(), state.newest - lateness)) {
      Addition addition = byHour.get(Span.HOUR.window.slotOf(event.time()));
      if (addition != null) {
        addition.add(event);
      }
    }
    for (Addition addition : byHour.values()) {
      Slot before = series(Span.HOUR).get(addition.first());
      Slot after = add(Span.HOUR, addition);
      if (addition.isTallied()) {
        tallies.accept(addition.tally(subject, before, after, itemsPerPage));
      }
    }
    add(Span.DAY, all);
    add(Span.WEEK, all);
    work.parallelScans().forEach(this::add);
  }

  /** The reads of a window without its keys, which are the most expensive to count. */
  WindowWork window(Span span, long lastSlot) {
    SlotSeries slots = series(span);
    List<Slot> within = slots.within(lastSlot);
    long console = SlotSeries.sum(within, Measure.CONSOLE.index);
    long fullQueries = SlotSeries.sum(within, Measure.FULL_QUERY.index);
    ParallelScans scans = span == Span.HOUR ? parallelScans(lastSlot) : ParallelScans.NONE;
    return new WindowWork(
        span,
        lastSlot,
        within.get(0).first(),
        within.get(within.size() - 1).last(),
        SlotSeries.sum(within, Measure.SCAN.index)
            + fullQueries
            + SlotSeries.sum(within, Measure.SCAN_ITEM.index) / itemsPerPage
            + console / Measure.CONSOLE_PAGES_PER_PAGE,
        SlotSeries.sum(within, Measure.PARTIQL.index),
        SlotSeries.sum(within, Measure.QUERY.index),
        fullQueries,
        0,
        SlotSeries.sum(within, Measure.FAILED.index),
        SlotSeries.sum(within, Measure.COUNT_ONLY.index),
        console,
        scans.segmentsSeen(),
        scans.totalSegments(),
        scans.whole());
  }

  /** Upper bound of the distinct keys in a window: the sum over its slots. */
  long keysAtMost(WindowWork work) {
    return series(work.span()).sum(work.lastSlot(), Measure.KEYS_SUM);
  }

  /** Adds the distinct keys of a window. */
  WindowWork withKeys(WindowWork work) {
    return work.withKeys(series(work.span()).distinct(work.lastSlot(), Measure.KEYS));
  }

  /** A sample of a window's events by some paths. */
  List<EventReference> events(WindowWork work, Set<ReadPath> paths) {
    return samples.within(work, paths);
  }

  private boolean isOpen(Span span, long time) {
    return span.window.slotOf(time) >= span.window.oldest(state.newest - lateness);
  }

  /** Adds a part to one of the finest slots; returns its new pages by measure. */
  private long[] addFinest(Part part) {
    SlotSeries finest = series(Span.FIVE_MINUTES);
    boolean open = isOpen(Span.FIVE_MINUTES, part.first());
    Slot known = open ? finest.get(part.first()) : null;
    Slot old = known == null ? Slot.empty(part.first()) : known;
    byte[][] sketches = new byte[Measure.SKETCHES][];
    long[] sums = new long[Measure.SUMS];
    long[] newPages = new long[Measure.KEYS_SUM];
    for (int i = 0; i < sketches.length; i++) {
      DistinctCount count = part.counted(i);
      int sum = i == Measure.KEYS ? Measure.KEYS_SUM : i - 1;
      sketches[i] = count == null ? old.sketch(i) : count.merge(old.sketch(i)).toBytes();
      sums[sum] = count == null ? old.sum(sum) : count.estimate();
      if (i != Measure.KEYS) {
        newPages[sum] = sums[sum] - old.sum(sum);
      }
    }
    if (open) {
      long first = Math.min(old.first(), part.first());
      int span = (int) (Math.max(old.last(), part.last()) - first);
      finest.put(new Slot(first, span, sums, sketches));
    }
    return newPages;
  }

  /**
   * Adds a bundle's reads to a longer slot, unless that was evicted; returns the resulting slot.
   */
  private Slot add(Span span, Addition addition) {
    Slot slot = addition.addedTo(series(span).get(addition.first()));
    if (isOpen(span, addition.first())) {
      series(span).put(slot);
    }
    return slot;
  }

  private void add(ParallelScan scan) {
    if (!isOpen(Span.HOUR, scan.slot())) {
      return;
    }
    long seen = scan.seen();
    List<ParallelScan> inSlot = new ArrayList<>();
    for (ParallelScan known : List.copyOf(state.parallelScans)) {
      if (known.slot() == scan.slot() && known.totalSegments() == scan.totalSegments()) {
        seen |= known.seen();
        state.parallelScans.remove(known);
      } else if (known.slot() == scan.slot()) {
        inSlot.add(known);
      }
    }
    ParallelScan all = new ParallelScan(scan.slot(), scan.totalSegments(), seen);
    state.parallelScans.add(all);
    inSlot.add(all);
    if (inSlot.size() > MAX_PARALLEL_SCANS) {
      // Evicts the smallest, so that the result doesn't depend on the order of arrival.
      state.parallelScans.remove(
          Collections.min(inSlot, Comparator.comparingInt(ParallelScan::totalSegments)));
    }
  }

  private ParallelScans parallelScans(long lastSlot) {
    long start = Span.HOUR.window.start(lastSlot);
    Map<Integer, Long> seen = new HashMap<>();
    for (ParallelScan scan : state.parallelScans) {
      if (scan.slot() >= start && scan.slot() <= lastSlot) {
        seen.merge(scan.totalSegments(), scan.seen(), (a, b) -> a | b);
      }
    }
    ParallelScans scans = ParallelScans.NONE;
    for (Map.Entry<Integer, Long> scan : seen.entrySet()) {
      scans = scans.and(scan.getKey(), ParallelScan.segmentsSeen(scan.getKey(), scan.getValue()));
    }
    return scans;
  }

  /** Maxima over the parallel scans of a window. */
  private record ParallelScans(int segmentsSeen, int totalSegments, boolean whole) {
    static final ParallelScans NONE = new ParallelScans(0, 0, false);

    ParallelScans and(int total, int seen) {
      return new ParallelScans(
          Math.max(segmentsSeen, seen), Math.max(totalSegments, total), whole || seen >= total);
    }
  }
}

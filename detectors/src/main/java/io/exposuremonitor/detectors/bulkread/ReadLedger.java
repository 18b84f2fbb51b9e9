package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The books on one actor and one table: a view that works in place on its state.
 *
 * <p>The finest slots hold sketches of the event ids, so a duplicate counts once; longer slots sum
 * what the finest newly counted, as plain numbers. Keys are held as sketches in slots of every
 * length. An event whose finest slot is gone already still counts in the longer ones, and there a
 * duplicate counts again.
 */
final class ReadLedger {
  private static final int MAX_PARALLEL_SCANS = 4;

  private final ReadVolumeState state;
  private final long lateness;
  private final Map<Span, SlotSeries> series = new EnumMap<>(Span.class);

  ReadLedger(ReadVolumeState state, long lateness) {
    this.state = state;
    this.lateness = lateness;
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

  /** Forgets what nothing after {@code settled} can share a window with. */
  void settle(long settled) {
    series.values().forEach(slots -> slots.settle(settled));
    long oldest = Span.HOUR.window.oldest(settled);
    state.parallelScans.removeIf(scan -> scan.slot() < oldest);
  }

  /** Books what a bundle adds and tells what of it is new, by the slots of {@link ReadTally}. */
  List<NewReads> add(ReadWork work) {
    Map<Long, NewReads> tallies = new HashMap<>();
    for (Slot part : work.slots()) {
      NewReads tally =
          tallies.computeIfAbsent(
              Span.HOUR.window.slotOf(part.first()),
              slot -> new NewReads(slot, DistinctCount.union(List.of(hourKeys(slot)))));
      Slot added = addFinest(part);
      for (Span span : List.of(Span.HOUR, Span.DAY, Span.WEEK)) {
        if (isOpen(span, part.first())) {
          series(span).add(added, DistinctCount.LG_K);
        }
      }
      tally.add(added, work.shared(part.first()), hourKeys(tally.slot()));
    }
    work.parallelScans().forEach(this::add);
    return new ArrayList<>(tallies.values());
  }

  /** What was read within a window. */
  WindowWork window(Span span, long lastSlot) {
    SlotSeries slots = series(span);
    List<Slot> within = slots.within(lastSlot);
    long console = slots.sum(lastSlot, Measure.CONSOLE.index);
    ParallelScans scans = span == Span.HOUR ? parallelScans(lastSlot) : ParallelScans.NONE;
    return new WindowWork(
        span,
        lastSlot,
        within.get(0).first(),
        within.get(within.size() - 1).last(),
        slots.sum(lastSlot, Measure.SCAN.index) + console / Measure.CONSOLE_PAGES_PER_PAGE,
        slots.sum(lastSlot, Measure.PARTIQL.index),
        slots.sum(lastSlot, Measure.QUERY.index),
        slots.distinct(lastSlot, Measure.KEYS),
        slots.sum(lastSlot, Measure.FAILED.index),
        slots.sum(lastSlot, Measure.COUNT_ONLY.index),
        console,
        scans.segmentsSeen(),
        scans.totalSegments(),
        scans.whole());
  }

  private boolean isOpen(Span span, long time) {
    return span.window.slotOf(time) >= span.window.oldest(state.newest - lateness);
  }

  /** Books a part of one of the finest slots; returns what longer slots have to add. */
  private Slot addFinest(Slot part) {
    SlotSeries finest = series(Span.FIVE_MINUTES);
    boolean open = isOpen(Span.FIVE_MINUTES, part.first());
    Slot known = open ? finest.get(part.first()) : null;
    Slot old =
        known == null ? new Slot(part.first(), part.span(), new long[0], new byte[0][]) : known;
    byte[][] sketches = new byte[Measure.SKETCHES][];
    long[] sums = new long[Measure.values().length];
    long[] more = new long[sums.length];
    for (int i = 0; i < sketches.length; i++) {
      DistinctCount count =
          new DistinctCount(Measure.lgK(i)).merge(old.sketch(i)).merge(part.sketch(i));
      sketches[i] = count.toBytes();
      if (i != Measure.KEYS) {
        sums[i - 1] = count.estimate();
        more[i - 1] = sums[i - 1] - old.sum(i - 1);
      }
    }
    if (open) {
      long first = Math.min(old.first(), part.first());
      int span = (int) (Math.max(old.last(), part.last()) - first);
      finest.put(new Slot(first, span, sums, sketches));
    }
    return new Slot(part.first(), part.span(), more, new byte[][] {part.sketch(Measure.KEYS)});
  }

  private byte[] hourKeys(long time) {
    Slot slot = series(Span.HOUR).get(time);
    return slot == null ? new byte[0] : slot.sketch(Measure.KEYS);
  }

  private void add(ParallelScan scan) {
    if (!isOpen(Span.HOUR, scan.slot())) {
      return;
    }
    long seen = scan.seen();
    int inSlot = 0;
    for (ParallelScan known : List.copyOf(state.parallelScans)) {
      if (known.slot() == scan.slot() && known.totalSegments() == scan.totalSegments()) {
        seen |= known.seen();
        state.parallelScans.remove(known);
      } else if (known.slot() == scan.slot()) {
        inSlot++;
      }
    }
    if (inSlot < MAX_PARALLEL_SCANS) {
      state.parallelScans.add(new ParallelScan(scan.slot(), scan.totalSegments(), seen));
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

  /** The most that the parallel scans of a window saw, each number for itself. */
  private record ParallelScans(int segmentsSeen, int totalSegments, boolean whole) {
    static final ParallelScans NONE = new ParallelScans(0, 0, false);

    ParallelScans and(int total, int seen) {
      return new ParallelScans(
          Math.max(segmentsSeen, seen), Math.max(totalSegments, total), whole || seen >= total);
    }
  }
}

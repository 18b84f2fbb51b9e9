package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a bundle adds, by the finest slots. The loop over activities is the hot path. */
final class ReadWork {
  private static final long SLOT = Span.FIVE_MINUTES.window.slotMillis();
  private static final int SLOTS = (int) (ActivityBundle.SLOT_MILLIS / SLOT);

  /** Spreads the statements of one batch over the space of event ids. */
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final ActivityBundle bundle;
  private final @Nullable Reading[] readings;
  private final @Nullable DistinctCount[] counts = new DistinctCount[SLOTS * Measure.SKETCHES];
  private final @Nullable DistinctCount[] shared = new DistinctCount[SLOTS];
  private final int[] first = new int[SLOTS];
  private final int[] last = new int[SLOTS];
  private final Set<ParallelScan> parallelScans = new LinkedHashSet<>();

  private ReadWork(ActivityBundle bundle, @Nullable Reading[] readings) {
    this.bundle = bundle;
    this.readings = readings;
    Arrays.fill(first, Integer.MAX_VALUE);
  }

  /** The bundle's reads, or null when it holds none. */
  static @Nullable ReadWork of(ActivityBundle bundle) {
    Reading[] readings = new Reading[bundle.facets().size()];
    boolean any = false;
    for (int i = 0; i < readings.length; i++) {
      readings[i] = Reading.of(bundle.facets().get(i));
      any |= readings[i] != null;
    }
    if (!any || bundle.size() == 0) {
      return null;
    }
    ReadWork work = new ReadWork(bundle, readings);
    for (int i = 0; i < bundle.size(); i++) {
      work.count(i);
    }
    return work;
  }

  /** What each of the finest slots newly saw, oldest first: sketches only, no sums yet. */
  List<Slot> slots() {
    List<Slot> slots = new ArrayList<>(SLOTS);
    for (int slot = 0; slot < SLOTS; slot++) {
      if (first[slot] != Integer.MAX_VALUE) {
        byte[][] sketches = new byte[Measure.SKETCHES][];
        for (int i = 0; i < sketches.length; i++) {
          DistinctCount count = counts[slot * Measure.SKETCHES + i];
          sketches[i] = count == null ? new byte[0] : count.toBytes();
        }
        int span = last[slot] - first[slot];
        slots.add(new Slot(bundle.slot() + first[slot], span, new long[0], sketches));
      }
    }
    return slots;
  }

  /** The ids of reads in the slot of a time that another account's log may hold too. */
  byte[] shared(long time) {
    DistinctCount count = shared[(int) ((time - bundle.slot()) / SLOT)];
    return count == null ? new byte[0] : count.toBytes();
  }

  /** The segments of parallel scans that were read. */
  Set<ParallelScan> parallelScans() {
    return parallelScans;
  }

  long firstTime() {
    int earliest = Integer.MAX_VALUE;
    for (int time : first) {
      earliest = Math.min(earliest, time);
    }
    return bundle.slot() + earliest;
  }

  long lastTime() {
    int latest = 0;
    for (int time : last) {
      latest = Math.max(latest, time);
    }
    return bundle.slot() + latest;
  }

  private void count(int activity) {
    Reading reading = readings[bundle.facet()[activity]];
    if (reading == null) {
      return;
    }
    int offset = bundle.offset()[activity];
    int slot = (int) (offset / SLOT);
    first[slot] = Math.min(first[slot], offset);
    last[slot] = Math.max(last[slot], offset);
    for (int measure = 0; measure < reading.pages().length; measure++) {
      for (int page = 0; page < reading.pages()[measure]; page++) {
        count(slot, measure + 1).add(bundle.idHash()[activity] + page * GOLDEN_RATIO);
      }
    }
    if (reading.keys()) {
      for (int key = bundle.keyStart(activity); key < bundle.keyEnd()[activity]; key++) {
        count(slot, Measure.KEYS).add(bundle.keys()[key]);
      }
    }
    aside(activity, slot, reading);
  }

  private void aside(int activity, int slot, Reading reading) {
    Facet facet = bundle.facetOf(activity);
    if (!reading.tallied()) {
      return;
    }
    if (facet.shared()) {
      DistinctCount count = shared[slot];
      if (count == null) {
        count = new DistinctCount(DistinctCount.LG_K);
        shared[slot] = count;
      }
      count.add(bundle.idHash()[activity]);
    }
    if (facet.segment() >= 0 && facet.totalSegments() > 1) {
      parallelScans.add(
          new ParallelScan(
              Span.HOUR.window.slotOf(bundle.time(activity)),
              facet.totalSegments(),
              ParallelScan.bit(facet.segment(), facet.totalSegments())));
    }
  }

  private DistinctCount count(int slot, int sketch) {
    int index = slot * Measure.SKETCHES + sketch;
    DistinctCount count = counts[index];
    if (count == null) {
      count = new DistinctCount(Measure.lgK(sketch));
      counts[index] = count;
    }
    return count;
  }
}

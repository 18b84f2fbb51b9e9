package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;
import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reads of a bundle by the finest slots. The loop over activities is the hot path. */
final class ReadWork {
  private static final long SLOT = Span.FIVE_MINUTES.window.slotMillis();
  private static final int SLOTS = (int) (ActivityBundle.SLOT_MILLIS / SLOT);

  /** Spreads the statements of one batch over the space of event ids. */
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final ActivityBundle bundle;
  private final @Nullable Part[] parts = new Part[SLOTS];
  private final Set<ParallelScan> parallelScans = new LinkedHashSet<>();
  private final List<ReadEvent> events = new ArrayList<>();

  private ReadWork(ActivityBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * The bundle's reads, or null if it contains none.
   *
   * @param share selects the calls by key that may be named
   * @param itemsPerPage number of the table's items that count as a page
   * @param leases whether Scans only read leases, and don't count
   */
  static @Nullable ReadWork of(
      ActivityBundle bundle, NamedShare share, int itemsPerPage, boolean leases) {
    @Nullable Reading[] readings = new Reading[bundle.facets().size()];
    for (int i = 0; i < readings.length; i++) {
      Facet facet = bundle.facets().get(i);
      boolean counts = !leases || facet.operation() != Operation.SCAN;
      readings[i] = counts ? Reading.of(facet, itemsPerPage) : null;
    }
    ReadWork work = new ReadWork(bundle);
    for (int i = 0; i < bundle.size(); i++) {
      Reading reading = readings[bundle.facet()[i]];
      if (reading != null) {
        work.count(i, reading);
      }
    }
    if (bundle.actor().kind() != Actor.Kind.SERVICE) {
      work.name(readings, share);
    }
    return work.parts().isEmpty() ? null : work;
  }

  /** The reads of each of the finest slots, oldest first. */
  List<Part> parts() {
    List<Part> seen = new ArrayList<>(SLOTS);
    for (Part part : parts) {
      if (part != null) {
        seen.add(part);
      }
    }
    return seen;
  }

  /** The segments of parallel scans read. */
  Set<ParallelScan> parallelScans() {
    return parallelScans;
  }

  /** Candidates for the events that findings name. */
  List<ReadEvent> events() {
    return events;
  }

  private void name(@Nullable Reading[] readings, NamedShare share) {
    for (int i = 0; i < bundle.named().length; i++) {
      int activity = bundle.named()[i];
      Reading reading = readings[bundle.facet()[activity]];
      if (reading != null) {
        String id = bundle.eventIds().get(i);
        EventReference event = new EventReference(id, bundle.facetOf(activity).origin());
        long hash = bundle.idHash()[activity];
        for (ReadPath path : reading.paths()) {
          if (path != ReadPath.KEY || share.mayName(hash, keys(activity))) {
            events.add(new ReadEvent(bundle.time(activity), path, hash, event));
          }
        }
      }
    }
  }

  private int keys(int activity) {
    return bundle.keyEnd()[activity] - bundle.keyStart(activity);
  }

  private void count(int activity, Reading reading) {
    Part part = part(bundle.offset()[activity]);
    long id = bundle.idHash()[activity];
    int end = bundle.keyEnd()[activity];
    boolean startsAfter = reading.startKey() && keys(activity) > 1;
    int[] pages = reading.pages();
    for (int page = 0; page < pages.length; page++) {
      // Reading the same page repeatedly doesn't read more of the table.
      boolean byPlace = startsAfter && pages[page] == Measure.FULL_QUERY.index;
      part.count(pages[page] + 1).add(byPlace ? bundle.keys()[end - 1] : id + page * GOLDEN_RATIO);
    }
    if (reading.keys()) {
      int ofKeys = startsAfter ? end - 1 : end;
      for (int key = bundle.keyStart(activity); key < ofKeys; key++) {
        part.count(Measure.KEYS).add(bundle.keys()[key]);
      }
    }
    if (reading.tallied()) {
      Facet facet = bundle.facetOf(activity);
      if (facet.shared()) {
        part.shared().add(id);
      }
      if (facet.segment() >= 0 && facet.totalSegments() > 1) {
        parallelScans.add(ParallelScan.of(bundle.time(activity), facet));
      }
    }
  }

  private Part part(int offset) {
    int slot = (int) (offset / SLOT);
    Part part = parts[slot];
    if (part == null) {
      part = new Part(bundle.slot() + offset);
      parts[slot] = part;
    }
    part.at(bundle.slot() + offset);
    return part;
  }

  /** The reads of a bundle in one of the finest slots. */
  static final class Part {
    private final @Nullable DistinctCount[] counts = new DistinctCount[Measure.SKETCHES];
    private @Nullable DistinctCount shared;
    private long first;
    private long last;

    Part(long time) {
      first = time;
      last = time;
    }

    long first() {
      return first;
    }

    long last() {
      return last;
    }

    /** The distinct event ids of a measure, or keys; null when there are none. */
    @Nullable DistinctCount counted(int sketch) {
      return counts[sketch];
    }

    /** Ids of reads that another account's log may also contain; null when there are none. */
    @Nullable DistinctCount sharedReads() {
      return shared;
    }

    private void at(long time) {
      first = Math.min(first, time);
      last = Math.max(last, time);
    }

    private DistinctCount count(int sketch) {
      DistinctCount count = counts[sketch];
      if (count == null) {
        count = new DistinctCount(Measure.lgK(sketch));
        counts[sketch] = count;
      }
      return count;
    }

    private DistinctCount shared() {
      if (shared == null) {
        shared = new DistinctCount(DistinctCount.LG_K);
      }
      return shared;
    }
  }
}

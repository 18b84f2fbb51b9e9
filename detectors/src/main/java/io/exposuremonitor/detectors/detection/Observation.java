package io.exposuremonitor.detectors.detection;

import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Recency;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times at which the logs were observed. A first sighting is significant only after some time
 * of unbroken observation: a folder with a few records per year doesn't show what is normal.
 *
 * @param stretches unbroken stretches, ascending; empty if unknown
 * @param pauses times within the stretches at which the monitor was stopped: their logs may have
 *     expired before they were read. Ascending, without overlap
 */
public record Observation(List<Stretch> stretches, List<Stretch> pauses) {
  /** Maximum gap between records within a stretch, milliseconds. */
  public static final long MAX_GAP_MILLIS = 48 * 60 * 60 * 1000L;

  /** The times of observation are unknown, so nothing ever counts as a first sighting. */
  public static final Observation UNKNOWN = new Observation(List.of(), List.of());

  /**
   * An unbroken stretch.
   *
   * @param start epoch milliseconds
   * @param end epoch milliseconds
   */
  public record Stretch(long start, long end) {}

  public Observation {
    stretches = List.copyOf(stretches);
    pauses = List.copyOf(pauses);
  }

  /** Observed without a break since a time, epoch milliseconds. */
  public static Observation unbrokenSince(long start) {
    return since(start, List.of());
  }

  /**
   * Observed since a time, with pauses.
   *
   * @param start epoch milliseconds
   * @param pauses see {@link Observation}
   */
  public static Observation since(long start, List<Stretch> pauses) {
    return start == Long.MAX_VALUE
        ? UNKNOWN
        : new Observation(List.of(new Stretch(start, Long.MAX_VALUE)), pauses);
  }

  /**
   * Combines times of observation into unbroken stretches.
   *
   * @param sightings times at which there were logs, ascending, epoch milliseconds
   */
  public static Observation of(List<Long> sightings) {
    List<Stretch> stretches = new ArrayList<>();
    for (long sighting : sightings) {
      int last = stretches.size() - 1;
      if (last >= 0 && sighting - stretches.get(last).end() <= MAX_GAP_MILLIS) {
        stretches.set(last, new Stretch(stretches.get(last).start(), sighting));
      } else {
        stretches.add(new Stretch(sighting, sighting));
      }
    }
    return new Observation(stretches, List.of());
  }

  /**
   * True if a first sighting at a time is significant: the logs had been observed for the learning
   * time, counted over the memory before. What was seen before the memory is forgotten and shows
   * nothing, so after a pause as long as the memory, learning begins anew; after a shorter one,
   * what was observed before it still counts.
   *
   * @param time epoch milliseconds
   */
  public boolean isLongEnough(long time, Horizon horizon) {
    long learning = horizon.learning();
    for (Stretch stretch : stretches) {
      if (stretch.start() <= time && time - MAX_GAP_MILLIS <= stretch.end()) {
        long remembered = time - Math.max(horizon.memoryMillis(), learning);
        long from = Math.max(stretch.start(), remembered);
        return time - from - paused(from, time) >= learning;
      }
    }
    return false;
  }

  /**
   * True if uses show what is normal: they have lasted for the learning time, or began before
   * anything could be reported. Whatever was reported is not normal before that, or else a first
   * use that somebody took for a test would excuse the next.
   *
   * @param use the uses of a thing; null for none
   */
  public boolean isUsual(@Nullable Recency use, Horizon horizon) {
    if (horizon.isNew(use)) {
      return false;
    }
    long history = horizon.history(use);
    long since = horizon.slot() * Horizon.SLOT_MILLIS - history;
    return history >= horizon.learning() || !isLongEnough(since, horizon);
  }

  private long paused(long from, long to) {
    long sum = 0;
    for (Stretch pause : pauses) {
      sum += Math.max(0, Math.min(pause.end(), to) - Math.max(pause.start(), from));
    }
    return sum;
  }
}

package io.exposuremonitor.detectors.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * When the logs were watched. What is seen for the first time means something only after a while of
 * unbroken watching: a folder with a few records of each year knows nothing of what is normal.
 *
 * @param stretches unbroken stretches, ascending; empty when nothing is known
 */
public record Observation(List<Stretch> stretches) {
  /** Nothing seen for longer than this breaks the watch, milliseconds. */
  public static final long MAX_GAP_MILLIS = 48 * 60 * 60 * 1000L;

  /** It is not known when the logs were watched: nothing is ever seen for the first time. */
  public static final Observation UNKNOWN = new Observation(List.of());

  /**
   * An unbroken stretch.
   *
   * @param start epoch milliseconds
   * @param end epoch milliseconds
   */
  public record Stretch(long start, long end) {}

  /** Copies the list, so that an observation never changes. */
  public Observation {
    stretches = List.copyOf(stretches);
  }

  /** Watched without a break from a time on, epoch milliseconds. */
  public static Observation unbrokenSince(long start) {
    return start == Long.MAX_VALUE
        ? UNKNOWN
        : new Observation(List.of(new Stretch(start, Long.MAX_VALUE)));
  }

  /**
   * Watched at certain times.
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
    return new Observation(stretches);
  }

  /**
   * How long the logs had been watched without a break at some time, milliseconds; -1 when that is
   * not known.
   */
  public long unbrokenAt(long time) {
    for (Stretch stretch : stretches) {
      if (stretch.start() <= time && time - MAX_GAP_MILLIS <= stretch.end()) {
        return time - stretch.start();
      }
    }
    return -1;
  }
}

package io.exposuremonitor.detectors.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * The times at which the logs were observed. A first sighting is significant only after some time
 * of unbroken observation: a folder with a few records per year doesn't show what is normal.
 *
 * @param stretches unbroken stretches, ascending; empty if unknown
 */
public record Observation(List<Stretch> stretches) {
  /** Maximum gap between records within a stretch, milliseconds. */
  public static final long MAX_GAP_MILLIS = 48 * 60 * 60 * 1000L;

  /** The times of observation are unknown, so nothing ever counts as a first sighting. */
  public static final Observation UNKNOWN = new Observation(List.of());

  /**
   * An unbroken stretch.
   *
   * @param start epoch milliseconds
   * @param end epoch milliseconds
   */
  public record Stretch(long start, long end) {}

  public Observation {
    stretches = List.copyOf(stretches);
  }

  /** Observed without a break since a time, epoch milliseconds. */
  public static Observation unbrokenSince(long start) {
    return start == Long.MAX_VALUE
        ? UNKNOWN
        : new Observation(List.of(new Stretch(start, Long.MAX_VALUE)));
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
    return new Observation(stretches);
  }

  /** How long the logs had been observed without a break at a time, milliseconds; -1 if unknown. */
  public long unbrokenAt(long time) {
    for (Stretch stretch : stretches) {
      if (stretch.start() <= time && time - MAX_GAP_MILLIS <= stretch.end()) {
        return time - stretch.start();
      }
    }
    return -1;
  }
}

package io.exposuremonitor.detectors.recon;

import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks of one actor in one slot of a quarter of an hour. State: stored as it is.
 *
 * @param first time of the earliest, epoch milliseconds; identifies the slot
 * @param last time of the latest, epoch milliseconds
 * @param calls distinct API calls, a bit for each
 * @param regions distinct regions, ascending, at most {@value #MAX_REGIONS}
 * @param events a few of them
 */
public record EnumerationSlot(
    long first, long last, long calls, List<String> regions, List<EventReference> events) {
  /** More than AWS has. */
  static final int MAX_REGIONS = 64;

  /** Start of the slot, epoch milliseconds. */
  long start() {
    return Math.floorDiv(first, Horizon.SLOT_MILLIS) * Horizon.SLOT_MILLIS;
  }

  /** Joins looks of the same actor in the same slot. */
  EnumerationSlot and(EnumerationSlot same) {
    return new EnumerationSlot(
        Math.min(first, same.first),
        Math.max(last, same.last),
        calls | same.calls,
        Stream.concat(regions.stream(), same.regions.stream())
            .distinct()
            .sorted()
            .limit(MAX_REGIONS)
            .toList(),
        EventReference.sample(events, same.events));
  }
}

package io.exposuremonitor.detectors.recon;

import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

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
}

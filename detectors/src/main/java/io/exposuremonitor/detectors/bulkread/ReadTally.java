package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import java.util.List;

/**
 * What one actor newly read of one table in one slot, without duplicates: what {@link
 * ReadVolumeDetector} passes on to the detectors that look at all of a table's actors, or all of an
 * actor's tables. The increments of a slot sum up to the same total in any order; one may be
 * negative by the error of an estimate.
 *
 * @param actor who
 * @param table ARN
 * @param account account whose log told of it
 * @param region where
 * @param slot start of the slot, epoch milliseconds; a multiple of {@link #SLOT_MILLIS}
 * @param scanPages pages of Scan, full ones of Query, and of PartiQL SELECT without a key, more
 *     than before
 * @param queryPages pages of Query and of PartiQL SELECT with a key, more than before
 * @param keys distinct keys of this actor within the slot, more than before
 * @param keySketch all distinct keys of this actor within the slot, as a stored {@code
 *     DistinctCount}; empty when there are none
 * @param sharedReads ids of those reads that another account's log may hold too, as a stored {@code
 *     DistinctCount}: tells copies of one read apart from two reads; empty when there are none
 * @param events those of these reads that may have to be named
 */
public record ReadTally(
    Actor actor,
    String table,
    String account,
    String region,
    long slot,
    long scanPages,
    long queryPages,
    long keys,
    byte[] keySketch,
    byte[] sharedReads,
    List<ReadEvent> events) {
  /** Length of a slot. */
  public static final long SLOT_MILLIS = 10 * 60 * 1000L;

  public ReadTally {
    events = events == null ? List.of() : events;
  }
}

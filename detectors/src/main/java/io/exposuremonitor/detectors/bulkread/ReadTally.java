package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import java.util.List;

/**
 * An increment of the deduplicated reads of one actor on one table in one slot, emitted by {@link
 * ReadVolumeDetector} for the detectors that consider all actors of a table or all tables of an
 * actor. The increments of a slot add up to the same total in any order; a single increment may be
 * negative because counts are estimates.
 *
 * @param actor the actor
 * @param table ARN of the table
 * @param account account whose log recorded it
 * @param region AWS Region
 * @param slot start of the slot, epoch milliseconds; a multiple of {@link #SLOT_MILLIS}
 * @param scanPages new pages of Scan, full pages of Query, and pages of PartiQL SELECT without a
 *     key
 * @param queryPages new pages of Query and of PartiQL SELECT with a key
 * @param keys new distinct keys of this actor within the slot
 * @param keySketch all distinct keys of this actor within the slot, as a stored {@code
 *     DistinctCount}; empty if there are none
 * @param sharedReads ids of the reads that another account's log may also contain, as a stored
 *     {@code DistinctCount}: distinguishes copies of one read from two reads; empty if there are
 *     none
 * @param events candidates among these reads for the events that findings name
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

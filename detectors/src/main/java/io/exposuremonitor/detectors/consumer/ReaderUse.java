package io.exposuremonitor.detectors.consumer;

import io.exposuremonitor.detectors.signal.EventReference;
import io.exposuremonitor.detectors.signal.Names;
import java.util.Arrays;
import java.util.List;

/**
 * A reader of a stream in one slot. State: stored as it is.
 *
 * @param slot start of the slot, epoch milliseconds
 * @param reader hash of the reader
 * @param known whether the reader was expected
 * @param anyShard whether it requested records by an iterator, which doesn't identify the shard
 * @param shards hashes of the shards that it opened, ascending; the smallest {@value
 *     StreamUse#MAX_SHARDS} of them
 * @param start first event, epoch milliseconds
 * @param end last event, epoch milliseconds
 * @param events a sample of its events
 * @param name short name of the reader; empty if written by an earlier version
 */
public record ReaderUse(
    long slot,
    long reader,
    boolean known,
    boolean anyShard,
    long[] shards,
    long start,
    long end,
    List<EventReference> events,
    String name) {
  public ReaderUse {
    events = List.copyOf(events);
    name = name == null ? "" : name;
  }

  static ReaderUse of(StreamUse use, long reader, boolean known) {
    return new ReaderUse(
        use.slot(),
        reader,
        known,
        use.anyShard(),
        use.shards(),
        use.start(),
        use.end(),
        EventReference.sample(use.events()),
        Names.actor(use.actor()));
  }

  boolean isSame(ReaderUse other) {
    return slot == other.slot && reader == other.reader;
  }

  /** Merges two uses. */
  ReaderUse plus(ReaderUse other) {
    return new ReaderUse(
        slot,
        reader,
        known && other.known,
        anyShard || other.anyShard,
        StreamUse.union(shards, other.shards),
        Math.min(start, other.start),
        Math.max(end, other.end),
        EventReference.sample(events, other.events),
        name.isEmpty() ? other.name : name);
  }

  boolean isAt(long shard) {
    return anyShard || Arrays.binarySearch(shards, shard) >= 0;
  }
}

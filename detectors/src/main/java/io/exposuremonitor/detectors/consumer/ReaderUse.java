package io.exposuremonitor.detectors.consumer;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A reader of a stream in one slot. State: stored as it is.
 *
 * @param slot start of the slot, epoch milliseconds
 * @param reader hash of the reader
 * @param known whether it was expected
 * @param anyShard whether it asked for records by an iterator, which does not tell its shard
 * @param shards hashes of the shards that it opened, ascending; at most {@value
 *     StreamUse#MAX_SHARDS}, of more the smallest
 */
public record ReaderUse(long slot, long reader, boolean known, boolean anyShard, long[] shards) {

  boolean isSame(ReaderUse other) {
    return slot == other.slot && reader == other.reader;
  }

  /** Both together. */
  ReaderUse plus(ReaderUse other) {
    long[] all =
        LongStream.concat(Arrays.stream(shards), Arrays.stream(other.shards))
            .sorted()
            .distinct()
            .limit(StreamUse.MAX_SHARDS)
            .toArray();
    return new ReaderUse(slot, reader, known && other.known, anyShard || other.anyShard, all);
  }

  boolean isAt(long shard) {
    return anyShard || Arrays.binarySearch(shards, shard) >= 0;
  }
}

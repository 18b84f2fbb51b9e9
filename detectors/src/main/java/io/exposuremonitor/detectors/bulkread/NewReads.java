package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.Slot;

/** What a bundle newly adds to one slot of {@link ReadTally}, while it is being added up. */
final class NewReads {
  private final long slot;
  private final long keysBefore;
  private final DistinctCount shared = new DistinctCount(DistinctCount.LG_K);
  private long scanPages;
  private long queryPages;
  private byte[] keys = new byte[0];

  NewReads(long slot, long keysBefore) {
    this.slot = slot;
    this.keysBefore = keysBefore;
  }

  long slot() {
    return slot;
  }

  void add(Slot added, byte[] sharedReads, byte[] keysAfter) {
    scanPages += added.sum(Measure.SCAN.index) + added.sum(Measure.PARTIQL.index);
    queryPages += added.sum(Measure.QUERY.index);
    shared.merge(sharedReads);
    if (added.sketch(Measure.KEYS).length > 0) {
      keys = keysAfter.length > 0 ? keysAfter : added.sketch(Measure.KEYS);
    }
  }

  boolean isEmpty() {
    return scanPages == 0 && queryPages == 0 && keys.length == 0 && shared.estimate() == 0;
  }

  ReadTally tally(ReadVolumeState.Subject subject) {
    long newKeys =
        keys.length == 0
            ? 0
            : new DistinctCount(DistinctCount.LG_K).merge(keys).estimate() - keysBefore;
    return new ReadTally(
        subject.actor(),
        subject.table(),
        subject.account(),
        subject.region(),
        slot,
        scanPages,
        queryPages,
        newKeys,
        keys,
        shared.toBytes());
  }
}

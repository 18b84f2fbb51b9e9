package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.BulkReadThresholds.Floors;
import io.exposuremonitor.detectors.signal.Names;

/** What the reads of a table's actors are measured in. */
enum ReadAmount {
  PAGES(0),
  /** Keys that are distinct within ten minutes, so a key repeated later counts again. */
  KEYS(1);

  /** Index of an actor's sums, and of the table's history; never changes. */
  final int index;

  ReadAmount(int index) {
    this.index = index;
  }

  /** One actor's floors. */
  Floors floors(BulkReadThresholds thresholds) {
    return this == PAGES ? thresholds.scanPages() : thresholds.distinctKeys();
  }

  /** An amount, for a message. */
  String words(long amount) {
    return this == PAGES ? Messages.pages(amount) : Names.count(amount, "distinct key");
  }
}

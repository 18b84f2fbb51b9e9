package io.exposuremonitor.detectors.partiql;

import org.jspecify.annotations.Nullable;

/**
 * Distinct statements on one table within one minute, as stored {@code DistinctCount}s, so
 * duplicates count once and order doesn't matter.
 *
 * @param minute minutes since the epoch
 * @param scans statements that read without a key; empty for none
 * @param writes statements that write; empty for none
 * @param written summary of those that write; null for none
 */
public record MinuteCount(long minute, byte[] scans, byte[] writes, @Nullable Written written) {
  static final byte[] NOTHING = {};

  public MinuteCount {
    scans = scans == null ? NOTHING : scans;
    writes = writes == null ? NOTHING : writes;
  }
}

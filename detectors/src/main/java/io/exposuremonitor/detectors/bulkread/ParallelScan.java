package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.ActivityBundle.Facet;

/**
 * Segments of a parallel scan that were read within ten minutes. State: stored as it is.
 *
 * @param slot start of the ten minutes, epoch milliseconds
 * @param totalSegments number of segments of the scan
 * @param seen a bit for each segment that was read; when there are more than 64 segments, for each
 *     64th of the table
 */
public record ParallelScan(long slot, int totalSegments, long seen) {
  /** The segment read by one call. */
  static ParallelScan of(long time, Facet facet) {
    int total = facet.totalSegments();
    return new ParallelScan(Span.HOUR.window.slotOf(time), total, bit(facet.segment(), total));
  }

  /** Lower bound of the segments read. */
  static int segmentsSeen(int totalSegments, long seen) {
    int bits = Long.bitCount(seen);
    return totalSegments <= Long.SIZE ? bits : (int) ((long) bits * totalSegments / Long.SIZE);
  }

  private static long bit(int segment, int totalSegments) {
    long index = totalSegments <= Long.SIZE ? segment : (long) segment * Long.SIZE / totalSegments;
    return 1L << Math.min(index, Long.SIZE - 1);
  }
}

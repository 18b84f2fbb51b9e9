package io.exposuremonitor.detectors.bulkread;

/**
 * The reads of one actor on one table within one window.
 *
 * @param span the window
 * @param lastSlot start of its last slot, epoch milliseconds
 * @param first time of its first event, epoch milliseconds
 * @param last time of its last event, epoch milliseconds
 * @param scans pages of Scan, where those with a small limit and those of the console's explorer
 *     are weighted, and pages of Query that follow a full one
 * @param partiql pages of PartiQL SELECT without a key, or that follow a full one
 * @param queries pages of Query and of PartiQL SELECT with a key
 * @param fullQueries pages of Query that follow a full one, without repetitions
 * @param keys distinct keys, 0 until computed
 * @param failed calls that failed
 * @param countOnly pages of {@code select: COUNT}
 * @param console pages of the console's explorer, unweighted
 * @param segmentsSeen segments of a parallel scan that were read
 * @param totalSegments total number of segments, 0 if no scan is parallel
 * @param wholeParallelScan true if every segment of some parallel scan was read
 */
record WindowWork(
    Span span,
    long lastSlot,
    long first,
    long last,
    long scans,
    long partiql,
    long queries,
    long fullQueries,
    long keys,
    long failed,
    long countOnly,
    long console,
    int segmentsSeen,
    int totalSegments,
    boolean wholeParallelScan) {

  WindowWork withKeys(long distinct) {
    return new WindowWork(
        span,
        lastSlot,
        first,
        last,
        scans,
        partiql,
        queries,
        fullQueries,
        distinct,
        failed,
        countOnly,
        console,
        segmentsSeen,
        totalSegments,
        wholeParallelScan);
  }

  /** Pages of up to 1 MB. */
  long pages() {
    return scans + partiql;
  }

  /** Start of the window, epoch milliseconds. */
  long start() {
    return span.window.start(lastSlot);
  }

  /** End of the window, exclusive, epoch milliseconds. */
  long end() {
    return span.window.end(lastSlot);
  }
}

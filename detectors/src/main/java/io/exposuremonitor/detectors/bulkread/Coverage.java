package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * How much of a table a number of pages or keys is, where the policy tells the table's size.
 *
 * @param sizeBytes 0 when unknown
 * @param itemCount 0 when unknown
 */
record Coverage(long sizeBytes, long itemCount) {
  /** Most that a page of Scan reads (DynamoDB developer guide, Scan: "up to 1 MB"). */
  static final long PAGE_BYTES = 1 << 20;

  private static final int USUAL_ITEMS_PER_PAGE = 300;
  private static final int MOST_ITEMS_PER_PAGE = 1_000;

  /** Keys below which the share of a table says nothing. */
  static final long MINIMUM_KEYS = 1_000;

  static Coverage of(Policy.@Nullable Table table) {
    return table == null
        ? new Coverage(0, 0)
        : new Coverage(Math.max(0, table.sizeBytes()), Math.max(0, table.itemCount()));
  }

  /**
   * How many items weigh as much as a page: as many of the table's average size as fill one, at
   * most {@value #MOST_ITEMS_PER_PAGE}; {@value #USUAL_ITEMS_PER_PAGE} where the size is unknown. A
   * Scan with a limit below this reads less than a page.
   */
  int itemsPerPage() {
    if (sizeBytes == 0 || itemCount == 0) {
      return USUAL_ITEMS_PER_PAGE;
    }
    double averageBytes = (double) sizeBytes / itemCount;
    return (int) Math.max(1, Math.min(MOST_ITEMS_PER_PAGE, PAGE_BYTES / averageBytes));
  }

  /** Share that pages are of the table, 0 to 100; 0 when unknown. */
  long percentOfPages(long pages) {
    return sizeBytes == 0 ? 0 : Math.min(100, Math.round(100.0 * pages * PAGE_BYTES / sizeBytes));
  }

  /** Share that keys are of the table, 0 to 100; 0 when unknown. */
  long percentOfKeys(long keys) {
    return itemCount == 0 ? 0 : Math.min(100, Math.round(100.0 * keys / itemCount));
  }

  /**
   * Fewest pages that are as much of the table as the thresholds ask for. Of a table of fewer pages
   * than speak at all there is none: whoever keeps a copy of it reads it again and again, and so
   * much of it says no more than the first time.
   */
  long pagesFloor(BulkReadThresholds thresholds) {
    return sizeBytes <= (thresholds.minimumPages() - 1) * PAGE_BYTES
        ? Long.MAX_VALUE
        : Math.max(
            thresholds.minimumPages(),
            (long) Math.ceil(thresholds.coveragePercent() / 100.0 * sizeBytes / PAGE_BYTES));
  }

  /** Fewest keys that are as much of the table as the thresholds ask for. */
  long keysFloor(BulkReadThresholds thresholds) {
    return itemCount == 0
        ? Long.MAX_VALUE
        : Math.max(
            MINIMUM_KEYS, (long) Math.ceil(thresholds.coveragePercent() / 100.0 * itemCount));
  }
}

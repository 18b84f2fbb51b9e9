package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.policy.Policy;

/**
 * The share of a table that a number of pages or keys amounts to, if the table's size is known.
 *
 * @param sizeBytes 0 when unknown
 * @param itemCount 0 when unknown
 * @param largestBytes the largest size that is stated or was observed; 0 when unknown
 */
public record Coverage(long sizeBytes, long itemCount, long largestBytes) {
  /** Maximum size of a page of Scan (DynamoDB developer guide, Scan: "up to 1 MB"). */
  static final long PAGE_BYTES = 1 << 20;

  private static final int USUAL_ITEMS_PER_PAGE = 300;
  private static final int MAX_ITEMS_PER_PAGE = 1_000;

  /** Minimum number of keys for which the share of a table is significant. */
  static final long MINIMUM_KEYS = 1_000;

  /**
   * Minimum share of a table's keys that is significant within a week, in percent. Services
   * commonly read half of them in that time, but hardly ever all.
   */
  static final int SLOW_KEYS_PERCENT = 90;

  /** The coverage of a table of which one size is known, or none. */
  public Coverage(long sizeBytes, long itemCount) {
    this(sizeBytes, itemCount, sizeBytes);
  }

  static Coverage of(Policy policy, String table) {
    Policy.Table known = policy.table(table);
    if (known == null) {
      return new Coverage(0, 0);
    }
    long size = Math.max(0, known.sizeBytes());
    return new Coverage(
        size, Math.max(0, known.itemCount()), Math.max(size, policy.observedSize(table)));
  }

  /** True for a table whose size is neither stated nor was observed. */
  boolean isUnknown() {
    return largestBytes == 0;
  }

  /**
   * True for a table of few pages. A thief needs each of them once, which no floor can tell from a
   * use; whoever reads more of them only reads them again, as programs that cache the table do.
   */
  boolean isSmall(BulkReadThresholds thresholds) {
    return largestBytes > 0 && largestBytes <= (thresholds.smallTablePages() - 1) * PAGE_BYTES;
  }

  /**
   * The number of items that count as a page: as many of the table's average size as fill one, at
   * most {@value #MAX_ITEMS_PER_PAGE}; {@value #USUAL_ITEMS_PER_PAGE} if the size is unknown. A
   * Scan with a limit below this reads less than a page.
   */
  int itemsPerPage() {
    if (sizeBytes == 0 || itemCount == 0) {
      return USUAL_ITEMS_PER_PAGE;
    }
    double averageBytes = (double) sizeBytes / itemCount;
    return (int) Math.max(1, Math.min(MAX_ITEMS_PER_PAGE, PAGE_BYTES / averageBytes));
  }

  /** Share of the table in pages, 0 to 100; 0 when unknown. */
  public long percentOfPages(long pages) {
    return sizeBytes == 0 ? 0 : Math.min(100, Math.round(100.0 * pages * PAGE_BYTES / sizeBytes));
  }

  /** Share of the table in keys, 0 to 100; 0 when unknown. */
  public long percentOfKeys(long keys) {
    return itemCount == 0 ? 0 : Math.min(100, Math.round(100.0 * keys / itemCount));
  }

  /**
   * Minimum number of pages that reaches the coverage threshold. There is none for a table smaller
   * than the minimum number of pages: programs that cache such a table read it over and over.
   */
  long pagesFloor(BulkReadThresholds thresholds) {
    return sizeBytes <= (thresholds.minimumPages() - 1) * PAGE_BYTES
        ? Long.MAX_VALUE
        : Math.max(
            thresholds.minimumPages(),
            (long) Math.ceil(thresholds.coveragePercent() / 100.0 * sizeBytes / PAGE_BYTES));
  }

  /** Minimum number of keys within a day that reaches the coverage threshold. */
  long keysFloor(BulkReadThresholds thresholds) {
    return keysFloor(thresholds.coveragePercent());
  }

  /**
   * Minimum number of keys within a week that amounts to the whole table: {@value
   * #SLOW_KEYS_PERCENT} % of them, or the coverage threshold if that is higher.
   */
  long slowKeysFloor(BulkReadThresholds thresholds) {
    return keysFloor(Math.max(SLOW_KEYS_PERCENT, thresholds.coveragePercent()));
  }

  /** There is none at 100 %: the number of keys is an estimate, which may or may not get there. */
  private long keysFloor(int percent) {
    return itemCount == 0 || percent >= 100
        ? Long.MAX_VALUE
        : Math.max(MINIMUM_KEYS, (long) Math.ceil(percent / 100.0 * itemCount));
  }
}

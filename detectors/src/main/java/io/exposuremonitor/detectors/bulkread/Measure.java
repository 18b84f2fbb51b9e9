package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.DistinctCount;

/**
 * The measures by which calls are counted. State contains the indexes, so they never change, and
 * new ones are appended.
 */
enum Measure {
  /** Pages of Scan, except those with a small limit. */
  SCAN(0, DistinctCount.LG_K),
  /**
   * PartiQL SELECT statements without a key, and those with a key that follow a full page: each
   * reads a page as a Scan does.
   */
  PARTIQL(1, 8),
  /** Pages of Query, calls of SearchVectors, and other PartiQL SELECT statements with a key. */
  QUERY(2, 8),
  /**
   * Pages of Scan by the console's item explorer: {@value #CONSOLE_PAGES_PER_PAGE} count as one
   * page.
   */
  CONSOLE(3, 7),
  /** Reads that were denied or failed: evidence only. */
  FAILED(4, 7),
  /** Scan and Query with {@code select: COUNT}, which return no items: evidence only. */
  COUNT_ONLY(5, 7),
  /**
   * Pages of Query that follow a full page: each reads as much as a page of Scan. Within a slot,
   * those that start after the same item count as one page.
   */
  FULL_QUERY(6, 8),
  /**
   * Items requested by Scans with a small limit, which return no more than that: {@link
   * Coverage#itemsPerPage} count as one page.
   */
  SCAN_ITEM(7, 8);

  /** Largest page limit of the console's item explorer. */
  static final int CONSOLE_LIMIT = 300;

  /**
   * The console reads at most 300 items at a time, about a tenth of a 1 MB page of 350-byte items.
   * With this weight, a morning of clicking stays far below every floor, while a script that poses
   * as a browser and requests small pages is still detected.
   */
  static final int CONSOLE_PAGES_PER_PAGE = 10;

  /** Index of the distinct keys in {@code Slot.sketches}. */
  static final int KEYS = 0;

  /** Number of sketches in the finest slots. */
  static final int SKETCHES = 1 + values().length;

  /**
   * Index of the estimated distinct keys in {@code Slot.sums}: estimating them again for every
   * window that contains the slot would be expensive.
   */
  static final int KEYS_SUM = values().length;

  /** Number of sums in a slot. */
  static final int SUMS = 1 + KEYS_SUM;

  private static final int[] LG_K = new int[SKETCHES];

  static {
    LG_K[KEYS] = DistinctCount.LG_K;
    for (Measure measure : values()) {
      LG_K[measure.sketch()] = measure.lgK;
    }
  }

  /** Index in {@code Slot.sums}. */
  final int index;

  private final int lgK;

  Measure(int index, int lgK) {
    this.index = index;
    this.lgK = lgK;
  }

  /** Index of its event ids in {@code Slot.sketches} of the finest slots. */
  int sketch() {
    return index + 1;
  }

  /** The accuracy of a sketch of the finest slots. */
  static int lgK(int sketch) {
    return LG_K[sketch];
  }
}

package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.DistinctCount;

/**
 * What calls count as. The ordinal is the index in {@code Slot.sums} and, one higher, in {@code
 * Slot.sketches} of the finest slots, so new ones go to the end.
 */
enum Measure {
  /** Pages of Scan. */
  SCAN(DistinctCount.LG_K),
  /** PartiQL SELECT statements without a key: each reads a page as a Scan does. */
  PARTIQL(8),
  /** Pages of Query, and PartiQL SELECT statements with a key. */
  QUERY(8),
  /** Pages of a Scan of the console's item explorer: {@value #CONSOLE_PAGES_PER_PAGE} make one. */
  CONSOLE(7),
  /** Reads that were denied or failed: evidence only. */
  FAILED(7),
  /** Scan and Query with {@code select: COUNT}, which return no items: evidence only. */
  COUNT_ONLY(7);

  /** Largest page limit of the console's item explorer. */
  static final int CONSOLE_LIMIT = 300;

  /**
   * A person who leafs through a table in the console reads at most 300 items at a time, about a
   * tenth of a 1 MB page of 350-byte items. Counted so, a morning of clicking stays far below every
   * floor, and a script that poses as a browser and asks for small pages is still found.
   */
  static final int CONSOLE_PAGES_PER_PAGE = 10;

  /** Where distinct keys are in {@code Slot.sketches}. */
  static final int KEYS = 0;

  /** How many sketches the finest slots hold. */
  static final int SKETCHES = 1 + values().length;

  /** Accuracy of the count of event ids within one of the finest slots. */
  final int lgK;

  Measure(int lgK) {
    this.lgK = lgK;
  }

  /** Where its event ids are in {@code Slot.sketches} of the finest slots. */
  int sketch() {
    return ordinal() + 1;
  }

  /** The accuracy of a sketch of the finest slots. */
  static int lgK(int sketch) {
    return sketch == KEYS ? DistinctCount.LG_K : values()[sketch - 1].lgK;
  }
}

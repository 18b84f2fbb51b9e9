package io.exposuremonitor.detectors.partiql;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;

/**
 * Counts distinct statements: exactly up to some fifty, then with a standard error of 5 %, in at
 * most {@value #MAX_BYTES} bytes. The count depends on what was added alone, in whatever order.
 */
final class StatementSketch {
  static final byte[] EMPTY = {};

  /** 512 registers of one byte, and a header of 40. */
  static final int MAX_BYTES = 552;

  private static final int LOG_REGISTERS = 9;

  private StatementSketch() {}

  /** Opens a sketch to add to. */
  static HllSketch open(byte[] sketch) {
    return sketch.length == 0
        ? new HllSketch(LOG_REGISTERS, TgtHllType.HLL_8)
        : HllSketch.heapify(sketch);
  }

  /**
   * Adds the statements of one call.
   *
   * @param idHash hash of the event's id; the statements are told apart by their number
   */
  static void add(HllSketch sketch, long idHash, int statements) {
    for (int i = 0; i < statements; i++) {
      sketch.update(Hashes.mix(idHash + i * 0x9e3779b97f4a7c15L));
    }
  }

  /** The composite estimator, since the default one depends on the order of arrival. */
  static long count(byte[] sketch) {
    return sketch.length == 0 ? 0 : Math.round(open(sketch).getCompositeEstimate());
  }
}

package io.exposuremonitor.detectors.baseline;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * How many distinct things were seen, in bounded memory. Exact while few (7 at {@code lgK} 7, 23 at
 * 8, 47 at 9), then an estimate with a relative error of about {@code 1.04 / sqrt(2^lgK)}: 4.6 % at
 * 9.
 *
 * <p>The estimate depends on what was added and not on the order or the number of times, nor on how
 * it was split into parts that were {@linkplain #merge merged}. It is a DataSketches HLL; the
 * stored form is its compact HLL_4 image, empty for nothing. Not thread-safe.
 */
public final class DistinctCount {
  /** The accuracy used where nothing else is said. */
  public static final int LG_K = 9;

  private static final byte[] NOTHING = new byte[0];

  // The stored form, as DataSketches lays it down for all its languages (HLL preamble): a byte that
  // tells the mode, and while it lists what it saw, how many these are.
  private static final int MODE_BYTE = 7;
  private static final int MODE_MASK = 3;
  private static final int LIST_MODE = 0;
  private static final int SET_MODE = 1;
  private static final int LIST_COUNT_BYTE = 6;
  private static final int SET_COUNT_BYTE = 8;

  private final Union union;

  /**
   * Counts nothing yet.
   *
   * @param lgK logarithm of the number of registers, 7 to 12: the stored form takes about half as
   *     many bytes as there are registers
   */
  public DistinctCount(int lgK) {
    union = new Union(lgK);
  }

  /** How many a stored count has seen, about. */
  public static long estimate(byte[] stored) {
    if (stored.length == 0) {
      return 0;
    }
    return switch (stored[MODE_BYTE] & MODE_MASK) {
      case LIST_MODE -> stored[LIST_COUNT_BYTE];
      // At most 383, at an lgK of 12: the further bytes of the number are 0.
      case SET_MODE -> (stored[SET_COUNT_BYTE] & 0xFF) | (stored[SET_COUNT_BYTE + 1] & 0xFF) << 8;
      default -> Math.round(HllSketch.heapify(stored).getCompositeEstimate());
    };
  }

  /** Adds something by its 64-bit hash. */
  public void add(long hash) {
    union.update(hash);
  }

  /** Adds a name. */
  public void add(String name) {
    union.update(name);
  }

  /** Adds all that a stored count has seen. */
  public DistinctCount merge(byte[] stored) {
    if (stored.length > 0) {
      union.update(HllSketch.heapify(stored));
    }
    return this;
  }

  /** Adds all that another count has seen. */
  public DistinctCount merge(DistinctCount other) {
    union.update(other.union.getResult(TgtHllType.HLL_8));
    return this;
  }

  /** How many were added, about. */
  public long estimate() {
    return Math.round(union.getCompositeEstimate());
  }

  /** The form to store and to {@link #merge}. */
  public byte[] toBytes() {
    return union.isEmpty() ? NOTHING : union.getResult(TgtHllType.HLL_4).toCompactByteArray();
  }
}

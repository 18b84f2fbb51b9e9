package io.exposuremonitor.detectors.baseline;

import java.util.Arrays;

/**
 * The counts of one slot of event time. State: stored as it is.
 *
 * @param first time of the earliest event, epoch milliseconds; identifies the slot
 * @param span milliseconds from the earliest to the latest event
 * @param sums additive counts, by index; omitted trailing counts are 0
 * @param sketches stored {@link DistinctCount}s, by index; omitted trailing ones are empty
 */
public record Slot(long first, int span, long[] sums, byte[][] sketches) {
  private static final byte[] NOTHING = new byte[0];
  private static final long[] NO_SUMS = new long[0];
  private static final byte[][] NO_SKETCHES = new byte[0][];

  public Slot {
    sums = sums == null ? NO_SUMS : trimmed(sums);
    sketches = sketches == null ? NO_SKETCHES : trimmed(sketches);
  }

  /** A slot without counts yet. */
  public static Slot empty(long first) {
    return new Slot(first, 0, NO_SUMS, NO_SKETCHES);
  }

  /**
   * A slot, or a part of one, that counts only distinct things.
   *
   * @param last time of the latest event, epoch milliseconds
   */
  public static Slot ofSketches(long first, long last, byte[]... sketches) {
    return new Slot(first, (int) (last - first), NO_SUMS, sketches);
  }

  /** Time of the latest event. */
  public long last() {
    return first + span;
  }

  /** The count at an index. */
  public long sum(int index) {
    return index < sums.length ? sums[index] : 0;
  }

  /** The stored count at an index, empty when nothing was counted. */
  public byte[] sketch(int index) {
    return index < sketches.length && sketches[index] != null ? sketches[index] : NOTHING;
  }

  private static long[] trimmed(long[] sums) {
    int length = sums.length;
    while (length > 0 && sums[length - 1] == 0) {
      length--;
    }
    return length == sums.length ? sums : Arrays.copyOf(sums, length);
  }

  private static byte[][] trimmed(byte[][] sketches) {
    int length = sketches.length;
    while (length > 0 && (sketches[length - 1] == null || sketches[length - 1].length == 0)) {
      length--;
    }
    return length == sketches.length ? sketches : Arrays.copyOf(sketches, length);
  }
}

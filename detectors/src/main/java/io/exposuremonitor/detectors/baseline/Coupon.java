package io.exposuremonitor.detectors.baseline;

/**
 * What a {@link DistinctCount} keeps of a thing, in 32 bits: an address, whose lowest bits choose a
 * register, and above it a rank, which is {@code r} with a probability of {@code 2^-r}. Two things
 * have the same with a chance of less than one in 10⁸.
 */
final class Coupon {
  /** The highest rank: of the bits that make it, none is set. */
  static final int MAX_RANK = 39;

  private static final int ADDRESS_BITS = 26;
  private static final int ADDRESS_MASK = (1 << ADDRESS_BITS) - 1;
  private static final long RANK_END = 1L << (ADDRESS_BITS - 1);

  private Coupon() {}

  static int of(long hash) {
    long mixed = Hashes.mix(hash);
    int rank = Long.numberOfLeadingZeros(mixed | RANK_END) + 1;
    return rank << ADDRESS_BITS | ((int) mixed & ADDRESS_MASK);
  }

  static int address(int coupon) {
    return coupon & ADDRESS_MASK;
  }

  static int rank(int coupon) {
    return coupon >>> ADDRESS_BITS;
  }
}

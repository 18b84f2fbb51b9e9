package io.exposuremonitor.detectors.baseline;

/**
 * The 32 bits that a {@link DistinctCount} keeps of a thing: an address, whose lowest bits select a
 * register, and above it a rank, which is {@code r} with probability {@code 2^-r}. Two things have
 * the same coupon with a probability of less than 1 in 10⁸.
 */
final class Coupon {
  /** The highest rank: none of the bits that determine the rank is set. */
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

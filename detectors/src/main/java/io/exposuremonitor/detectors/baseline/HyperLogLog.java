package io.exposuremonitor.detectors.baseline;

/**
 * Estimates the number of distinct things from the highest rank of each register: the improved raw
 * estimator of O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches"
 * (arXiv:1702.01284, algorithm 6), which needs no tables and is unbiased over its whole range.
 */
final class HyperLogLog {
  private static final double ALPHA = 1 / (2 * Math.log(2));

  private HyperLogLog() {}

  /**
   * The estimated number.
   *
   * @param registers ranks up to {@link Coupon#MAX_RANK}, 0 for unused registers; their number is a
   *     power of two
   */
  static double estimate(byte[] registers) {
    int[] having = new int[Coupon.MAX_RANK + 1];
    for (byte rank : registers) {
      having[rank]++;
    }
    double m = registers.length;
    double sum = m * tau(1 - having[Coupon.MAX_RANK] / m);
    for (int rank = Coupon.MAX_RANK - 1; rank > 0; rank--) {
      sum = 0.5 * (sum + having[rank]);
    }
    sum += m * sigma(having[0] / m);
    return ALPHA * m * m / sum;
  }

  /** Corrects for unused registers. */
  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double sum = share;
    double before;
    do {
      x *= x;
      before = sum;
      sum += x * y;
      y += y;
    } while (sum != before);
    return sum;
  }

  /** Corrects for saturated registers. */
  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double sum = 1 - share;
    double before;
    do {
      x = Math.sqrt(x);
      before = sum;
      y *= 0.5;
      sum -= (1 - x) * (1 - x) * y;
    } while (sum != before);
    return sum / 3;
  }
}

package io.exposuremonitor.job.bench;

import java.util.stream.DoubleStream;

/**
 * The median and the extremes of repeated measurements.
 *
 * @param min the minimum
 * @param median the median
 * @param max the maximum
 */
record Distribution(double min, double median, double max) {
  /**
   * Summarises measurements.
   *
   * @throws IllegalArgumentException when there are none
   */
  static Distribution of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Distribution(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** The distance of the extremes, in percent of the median. */
  double spreadPercent() {
    return 100 * (max - min) / median;
  }
}

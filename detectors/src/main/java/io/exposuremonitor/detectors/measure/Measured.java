package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * The present value of one series.
 *
 * @param metric its metric
 * @param labels values of its labels, in its order
 * @param value for a histogram, the sum
 * @param counts for a histogram, the count of each bucket; else empty
 */
public record Measured(DomainMetric metric, List<String> labels, double value, long[] counts) {
  static Measured of(DomainMetric metric, double value, String... labels) {
    return new Measured(metric, List.of(labels), value, new long[0]);
  }
}

package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * What one series is at a moment.
 *
 * @param metric of which metric
 * @param labels values of its labels, in its order
 * @param value of a histogram the sum
 * @param counts of a histogram, for each bucket how many fell in it; else empty
 */
public record Measured(DomainMetric metric, List<String> labels, double value, long[] counts) {
  static Measured of(DomainMetric metric, double value, String... labels) {
    return new Measured(metric, List.of(labels), value, new long[0]);
  }
}

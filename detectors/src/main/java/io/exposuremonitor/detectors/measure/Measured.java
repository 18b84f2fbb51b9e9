package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * The current value of one series.
 *
 * @param metric the metric
 * @param labels label values, in the metric's order
 * @param value the value; for a histogram, the sum
 * @param counts for a histogram, the count of each bucket; otherwise empty
 */
public record Measured(DomainMetric metric, List<String> labels, double value, long[] counts) {
  static Measured of(DomainMetric metric, double value, String... labels) {
    return new Measured(metric, List.of(labels), value, new long[0]);
  }
}

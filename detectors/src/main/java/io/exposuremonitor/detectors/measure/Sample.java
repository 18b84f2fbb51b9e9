package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * Something measured, to be added to one series. What many events say is added up before, so that
 * samples are few. Never holds an actor, a key, an address or an event id.
 *
 * @param metric of which metric
 * @param labels values of its labels, in its order
 * @param time what it is as of, epoch milliseconds; of a {@link DomainMetric.Kind#DISTINCT}, within
 *     the hour that the sketch is of
 * @param value to add, or that holds now; of a histogram the sum; {@link Double#NaN} ends a gauge
 * @param counts of a histogram, for each bucket how many fell in it; else empty
 * @param sketch of a {@link DomainMetric.Kind#DISTINCT}, a stored {@code DistinctCount}; else empty
 */
public record Sample(
    DomainMetric metric,
    List<String> labels,
    long time,
    double value,
    long[] counts,
    byte[] sketch) {
  private static final long[] NO_COUNTS = new long[0];
  private static final byte[] NO_SKETCH = new byte[0];

  public Sample {
    labels = labels == null ? List.of() : List.copyOf(labels);
  }

  /**
   * So much more of a counter, or a value of a gauge.
   *
   * @param time what it is as of, epoch milliseconds
   */
  public static Sample of(DomainMetric metric, long time, double value, String... labels) {
    return new Sample(metric, List.of(labels), time, value, NO_COUNTS, NO_SKETCH);
  }

  /** A gauge is not to be shown any more. */
  public static Sample gone(DomainMetric metric, long time, String... labels) {
    return of(metric, time, Double.NaN, labels);
  }

  /**
   * Distinct things seen within an hour.
   *
   * @param time within that hour
   * @param sketch a stored {@code DistinctCount}
   */
  static Sample distinct(DomainMetric metric, long time, byte[] sketch, String... labels) {
    return new Sample(metric, List.of(labels), time, 0, NO_COUNTS, sketch);
  }

  /**
   * Values of a histogram.
   *
   * @param counts for each bucket
   */
  static Sample spread(
      DomainMetric metric, long time, double sum, long[] counts, String... labels) {
    return new Sample(metric, List.of(labels), time, sum, counts, NO_SKETCH);
  }
}

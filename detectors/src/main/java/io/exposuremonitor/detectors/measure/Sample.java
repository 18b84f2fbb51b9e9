package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * A measurement, to be added to one series. Events are added up before, so that samples are few.
 * Never holds an actor, a key, an address or an event id.
 *
 * @param metric its metric
 * @param labels values of its labels, in its order
 * @param time to which it refers, epoch milliseconds; 0 for its arrival; for {@link
 *     DomainMetric.Kind#DISTINCT}, a time within the sketch's hour
 * @param value to add, or the present value; for a histogram the sum; for {@link
 *     DomainMetric.Kind#AGE} epoch milliseconds
 * @param part which of several sources of the same series this is: their gauges are added, and for
 *     {@link DomainMetric.Kind#AGE} the oldest counts; empty when there is only one
 * @param counts for a histogram, the count of each bucket; else empty
 * @param sketch for {@link DomainMetric.Kind#DISTINCT}, a stored {@code DistinctCount}; else empty
 */
public record Sample(
    DomainMetric metric,
    List<String> labels,
    long time,
    double value,
    String part,
    long[] counts,
    byte[] sketch) {
  private static final String WHOLE = "";
  private static final long ARRIVAL = 0;
  private static final long[] NO_COUNTS = new long[0];
  private static final byte[] NO_SKETCH = new byte[0];

  public Sample {
    labels = labels == null ? List.of() : List.copyOf(labels);
    part = part == null ? WHOLE : part;
  }

  /**
   * An increment of a counter, or a value of a gauge.
   *
   * @param time to which it refers, epoch milliseconds
   */
  public static Sample of(DomainMetric metric, long time, double value, String... labels) {
    return new Sample(metric, List.of(labels), time, value, WHOLE, NO_COUNTS, NO_SKETCH);
  }

  /** An increment of a counter, or a value of a gauge, as of its arrival. */
  public static Sample atArrival(DomainMetric metric, double value, String... labels) {
    return of(metric, ARRIVAL, value, labels);
  }

  /** This sample with its arrival time, if its source set none. */
  Sample arriving(long now) {
    return time == ARRIVAL ? new Sample(metric, labels, now, value, part, counts, sketch) : this;
  }

  /**
   * This sample as the part of one of several sources.
   *
   * @param teller unique among them, and the same after a restart
   */
  public Sample by(String teller) {
    return new Sample(metric, labels, time, value, teller, counts, sketch);
  }

  /**
   * Distinct things seen within an hour.
   *
   * @param time within that hour
   * @param sketch a stored {@code DistinctCount}
   */
  static Sample distinct(DomainMetric metric, long time, byte[] sketch, String... labels) {
    return new Sample(metric, List.of(labels), time, 0, WHOLE, NO_COUNTS, sketch);
  }

  /**
   * Values of a histogram.
   *
   * @param counts for each bucket
   */
  static Sample spread(
      DomainMetric metric, long time, double sum, long[] counts, String... labels) {
    return new Sample(metric, List.of(labels), time, sum, WHOLE, counts, NO_SKETCH);
  }
}

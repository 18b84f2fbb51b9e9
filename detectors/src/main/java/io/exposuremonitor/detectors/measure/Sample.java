package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * Something measured, to be added to one series. What many events say is added up before, so that
 * samples are few. Never holds an actor, a key, an address or an event id.
 *
 * @param metric of which metric
 * @param labels values of its labels, in its order
 * @param time what it is as of, epoch milliseconds; 0 for the moment at which it arrives; of a
 *     {@link DomainMetric.Kind#DISTINCT}, within the hour that the sketch is of
 * @param value to add, or that holds now; of a histogram the sum; of a {@link
 *     DomainMetric.Kind#AGE} epoch milliseconds
 * @param part of several that tell of the same series, who tells this: what they tell of gauges
 *     adds up, of a {@link DomainMetric.Kind#AGE} the oldest counts; empty when there is but one
 * @param counts of a histogram, for each bucket how many fell in it; else empty
 * @param sketch of a {@link DomainMetric.Kind#DISTINCT}, a stored {@code DistinctCount}; else empty
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
   * So much more of a counter, or a value of a gauge.
   *
   * @param time what it is as of, epoch milliseconds
   */
  public static Sample of(DomainMetric metric, long time, double value, String... labels) {
    return new Sample(metric, List.of(labels), time, value, WHOLE, NO_COUNTS, NO_SKETCH);
  }

  /** So much more of a counter, or a value of a gauge, as of its arrival. */
  public static Sample atArrival(DomainMetric metric, double value, String... labels) {
    return of(metric, ARRIVAL, value, labels);
  }

  /** The same, as of a moment that its teller does not know. */
  Sample arriving(long now) {
    return time == ARRIVAL ? new Sample(metric, labels, now, value, part, counts, sketch) : this;
  }

  /**
   * The same, told by one of several.
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

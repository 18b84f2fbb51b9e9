package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * A measurement to be added to one series. Events are aggregated beforehand, so samples are few.
 * Never contains an actor, a key, an address or an event id.
 *
 * @param metric the metric
 * @param labels label values, in the metric's order
 * @param time time that the measurement refers to, epoch milliseconds; 0 for the time of its
 *     arrival; for {@link DomainMetric.Kind#DISTINCT}, a time within the sketch's hour
 * @param value increment of a counter or current value of a gauge; for a histogram the sum; for
 *     {@link DomainMetric.Kind#AGE} a time, epoch milliseconds
 * @param part identifies the source if several report the same series: their gauges are summed, and
 *     for {@link DomainMetric.Kind#AGE} the greatest age counts; empty if there is only one source
 * @param counts for a histogram, the count of each bucket; otherwise empty
 * @param sketch for {@link DomainMetric.Kind#DISTINCT}, a stored {@code DistinctCount}; otherwise
 *     empty
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
   * @param time time that it refers to, epoch milliseconds
   */
  public static Sample of(DomainMetric metric, long time, double value, String... labels) {
    return new Sample(metric, List.of(labels), time, value, WHOLE, NO_COUNTS, NO_SKETCH);
  }

  /** An increment of a counter, or a value of a gauge, that refers to the time of its arrival. */
  public static Sample atArrival(DomainMetric metric, double value, String... labels) {
    return of(metric, ARRIVAL, value, labels);
  }

  /** This sample with its arrival time, if it has no time of its own. */
  Sample withArrival(long now) {
    return time == ARRIVAL ? new Sample(metric, labels, now, value, part, counts, sketch) : this;
  }

  /**
   * This sample as the part of one of several sources.
   *
   * @param source id of the source, unique among them and unchanged by a restart
   */
  public Sample by(String source) {
    return new Sample(metric, labels, time, value, source, counts, sketch);
  }

  /**
   * A count of distinct things seen within an hour.
   *
   * @param time a time within that hour, epoch milliseconds
   * @param sketch a stored {@code DistinctCount}
   */
  static Sample distinct(DomainMetric metric, long time, byte[] sketch, String... labels) {
    return new Sample(metric, List.of(labels), time, 0, WHOLE, NO_COUNTS, sketch);
  }

  /**
   * Values of a histogram.
   *
   * @param counts the count of each bucket
   */
  static Sample spread(
      DomainMetric metric, long time, double sum, long[] counts, String... labels) {
    return new Sample(metric, List.of(labels), time, sum, WHOLE, counts, NO_SKETCH);
  }
}

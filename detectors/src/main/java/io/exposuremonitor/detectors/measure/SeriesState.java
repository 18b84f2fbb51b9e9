package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * The stored form of a series. Native types only; changes are additive. About 200 bytes, plus at
 * most 500 for a sketch.
 *
 * @param schemaVersion version of this layout, {@value #VERSION}
 * @param metric the metric
 * @param labels label values
 * @param part identifies the source if several report the series; otherwise empty
 * @param value for a counter the total, for a histogram the sum, otherwise the current value
 * @param shown the largest value that a counter has had; corrections do not lower it
 * @param counts for a histogram, the count of each bucket
 * @param sketch the distinct things within the hour of {@code time}
 * @param time time of the latest sample, epoch milliseconds
 * @param updated clock time at which it arrived, epoch milliseconds
 */
public record SeriesState(
    int schemaVersion,
    DomainMetric metric,
    List<String> labels,
    String part,
    double value,
    double shown,
    long[] counts,
    byte[] sketch,
    long time,
    long updated) {
  /** The current layout. */
  public static final int VERSION = 1;

  public SeriesState {
    labels = labels == null ? List.of() : List.copyOf(labels);
    part = part == null ? "" : part;
  }
}

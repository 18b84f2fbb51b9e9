package io.exposuremonitor.detectors.measure;

import java.util.List;

/**
 * The stored form of a series. Native types only; changes are additive. About 200 bytes; with a
 * sketch at most 500 more.
 *
 * @param schemaVersion of this layout, {@value #VERSION}
 * @param metric its metric
 * @param labels values of its labels
 * @param part which of several sources reports it; else empty
 * @param value of a counter the total, of a histogram the sum, else the present value
 * @param shown the largest value that a counter had: corrections make it no smaller
 * @param counts of a histogram, for each bucket
 * @param sketch of distinct things within {@code time}'s hour
 * @param time of the latest sample, epoch milliseconds
 * @param updated the clock's time at which it arrived
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
  /** The present layout. */
  public static final int VERSION = 1;

  public SeriesState {
    labels = labels == null ? List.of() : List.copyOf(labels);
    part = part == null ? "" : part;
  }
}

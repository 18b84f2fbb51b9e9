package io.exposuremonitor.connectors.remotewrite;

import java.util.List;

/**
 * One sample of one series.
 *
 * @param labels by name, {@code __name__} included; no two of one name, no empty value
 * @param value the sample; {@link #STALE} when the series has ended
 * @param time epoch milliseconds
 */
public record TimeSeries(List<Label> labels, double value, long time) {
  /** The label that holds the metric's name. */
  public static final String NAME = "__name__";

  /**
   * Marks the end of a series: one particular NaN (Prometheus, {@code model/value/value.go}, {@code
   * StaleNaN}).
   */
  public static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  /**
   * A label.
   *
   * @param name as Prometheus writes it
   * @param value never empty: an empty value means no label
   */
  public record Label(String name, String value) implements Comparable<Label> {
    @Override
    public int compareTo(Label other) {
      return name.compareTo(other.name);
    }
  }

  /** Sorts the labels, as receivers require, and drops empty ones. */
  public TimeSeries {
    labels = labels.stream().filter(label -> !label.value().isEmpty()).sorted().toList();
  }
}

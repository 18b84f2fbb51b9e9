package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import java.util.List;

/**
 * The value of one series, which is a metric with one combination of labels, or of one part of it.
 */
final class Series {
  /** Period of distinct counts; one that was not updated for longer is reported as 0. */
  static final long HOUR_MILLIS = 3_600_000;

  private static final double MILLIS_PER_SECOND = 1e3;
  private static final byte[] NO_SKETCH = new byte[0];

  private final DomainMetric metric;
  private final List<String> labels;
  private final String part;
  private double value;
  private double shown;
  private long[] counts;
  private DistinctCount distinct = new DistinctCount(DistinctCount.LG_K);
  private long time = Long.MIN_VALUE;
  private long updated;

  /**
   * @param part identifies the source if several report the series; otherwise empty
   */
  Series(DomainMetric metric, List<String> labels, String part) {
    this.metric = metric;
    this.labels = labels;
    this.part = part;
    this.counts =
        new long[metric.kind() == DomainMetric.Kind.HISTOGRAM ? DomainMetric.bucketCount() : 0];
  }

  static Series of(SeriesState stored) {
    Series series = new Series(stored.metric(), stored.labels(), stored.part());
    series.value = stored.value();
    series.shown = stored.shown();
    if (stored.counts().length == series.counts.length) {
      series.counts = stored.counts().clone();
    } else {
      // The stored buckets are those of another version: starts over, like a counter after a
      // restart.
      series.value = 0;
    }
    series.distinct.merge(stored.sketch());
    series.time = stored.time();
    series.updated = stored.updated();
    return series;
  }

  SeriesState state() {
    return new SeriesState(
        SeriesState.VERSION,
        metric,
        labels,
        part,
        value,
        shown,
        counts.clone(),
        metric.kind() == DomainMetric.Kind.DISTINCT ? distinct.toBytes() : NO_SKETCH,
        time,
        updated);
  }

  /** Time of the latest sample, epoch milliseconds. */
  long time() {
    return time;
  }

  /** Clock time at which the latest sample arrived, epoch milliseconds. */
  long updated() {
    return updated;
  }

  void add(Sample sample, long now) {
    updated = Math.max(updated, now);
    switch (metric.kind()) {
      case COUNTER -> {
        value += sample.value();
        shown = Math.max(shown, value);
      }
      case GAUGE, AGE -> value = sample.time() >= time ? sample.value() : value;
      case LARGEST ->
          value = time == Long.MIN_VALUE ? sample.value() : Math.max(value, sample.value());
      case DISTINCT -> addDistinct(sample);
      case HISTOGRAM -> {
        value += sample.value();
        for (int i = 0; i < counts.length; i++) {
          counts[i] += sample.counts()[i];
        }
      }
    }
    time = Math.max(time, sample.time());
  }

  /**
   * Merges a sample of the newest hour. Late samples of earlier hours are ignored, since they say
   * nothing about the current value.
   */
  private void addDistinct(Sample sample) {
    long hour = Math.floorDiv(sample.time(), HOUR_MILLIS);
    long present = time == Long.MIN_VALUE ? Long.MIN_VALUE : Math.floorDiv(time, HOUR_MILLIS);
    if (hour > present) {
      distinct = new DistinctCount(DistinctCount.LG_K);
    }
    if (hour >= present) {
      distinct.merge(sample.sketch());
    }
  }

  Measured measured(long now) {
    return new Measured(
        metric,
        labels,
        switch (metric.kind()) {
          case COUNTER -> shown;
          case DISTINCT -> now - updated > HOUR_MILLIS ? 0 : (double) distinct.estimate();
          case AGE -> value == 0 ? 0 : Math.max(0, now - value) / MILLIS_PER_SECOND;
          case GAUGE, LARGEST, HISTOGRAM -> value;
        },
        counts.clone());
  }
}

package io.exposuremonitor.detectors.measure;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import java.util.List;

/** One series, or a part of it: a metric with one combination of labels. */
final class Series {
  /** When the latest sample is older, nothing was seen in the present hour. */
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
   * @param part which of several sources reports it; else empty
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
      // Buckets of another version: it starts over, like a counter of a new process.
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

  /** The clock's time at which it arrived. */
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

  /** Only for the newest hour; late samples of an earlier one say nothing about the present. */
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

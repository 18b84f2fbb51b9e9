package io.exposuremonitor.detectors.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All series of one metric, at most {@value #MAX}. */
final class MetricSeries {
  /** Maximum number of series; each part of a series counts as one. */
  static final int MAX = 4_096;

  private final DomainMetric metric;
  private final Map<Id, Series> all = new LinkedHashMap<>();

  private record Id(List<String> labels, String part) {}

  MetricSeries(DomainMetric metric) {
    this.metric = metric;
  }

  /**
   * Adds a sample.
   *
   * @param labels label values, as exported
   * @param now the clock, epoch milliseconds
   * @return false if the sample was dropped, because it would have exceeded the maximum number of
   *     series
   */
  boolean on(Sample sample, List<String> labels, long now) {
    Id id = new Id(labels, sample.part());
    if (metric.replacesOthers()) {
      removeOlder(id, sample.time());
    }
    Series known = all.get(id);
    if (known == null) {
      if (all.size() >= MAX) {
        return false;
      }
      known = new Series(metric, labels, sample.part());
      all.put(id, known);
    }
    known.add(sample, now);
    return true;
  }

  private void removeOlder(Id newest, long time) {
    all.entrySet()
        .removeIf(
            other ->
                other.getValue().time() < time
                    && other.getKey().part().equals(newest.part())
                    && metric.isAlike(other.getKey().labels(), newest.labels()));
  }

  void restore(SeriesState stored) {
    all.put(new Id(stored.labels(), stored.part()), Series.of(stored));
  }

  /** Drops expired series. */
  void forget(long now) {
    all.values().removeIf(series -> series.updated() < now - metric.retentionMillis());
  }

  boolean holds(List<String> labels) {
    return all.keySet().stream().anyMatch(id -> id.labels().equals(labels));
  }

  /** Label values of all series. */
  List<List<String>> labels() {
    return all.keySet().stream().map(Id::labels).toList();
  }

  void store(Consumer<SeriesState> out) {
    all.values().forEach(series -> out.accept(series.state()));
  }

  /** Emits the current value of each series, its parts combined. */
  void measure(long now, Consumer<Measured> out) {
    Map<List<String>, List<Measured>> byLabels = new LinkedHashMap<>();
    all.forEach(
        (id, series) ->
            byLabels
                .computeIfAbsent(id.labels(), added -> new ArrayList<>(1))
                .add(series.measured(now)));
    byLabels.values().forEach(parts -> out.accept(parts.stream().reduce(this::together).get()));
  }

  private Measured together(Measured one, Measured other) {
    double value =
        switch (metric.kind()) {
          case AGE, LARGEST -> Math.max(one.value(), other.value());
          case GAUGE -> one.value() + other.value();
          case COUNTER, DISTINCT, HISTOGRAM ->
              throw new IllegalStateException("told in parts: " + metric);
        };
    return new Measured(metric, one.labels(), value, one.counts());
  }
}

package io.exposuremonitor.job.measure;

import io.exposuremonitor.connectors.remotewrite.TimeSeries;
import io.exposuremonitor.connectors.remotewrite.TimeSeries.Label;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts snapshots into series as in a scrape: counters end in {@code _total}, histograms become
 * buckets, a sum and a count.
 */
final class SnapshotSeries {
  private final List<Label> further;
  private final long now;
  private final List<TimeSeries> all = new ArrayList<>();

  private SnapshotSeries(List<Label> further, long now) {
    this.further = further;
    this.now = now;
  }

  /**
   * Converts snapshots.
   *
   * @param further labels added to all series that don't have them
   * @param now time of the samples, epoch milliseconds
   */
  static List<TimeSeries> of(MetricSnapshots snapshots, List<Label> further, long now) {
    SnapshotSeries series = new SnapshotSeries(further, now);
    snapshots.forEach(series::add);
    return series.all;
  }

  private void add(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getPrometheusName();
    if (snapshot instanceof CounterSnapshot counter) {
      counter.getDataPoints().forEach(p -> add(name + "_total", p.getLabels(), p.getValue()));
    } else if (snapshot instanceof GaugeSnapshot gauge) {
      gauge.getDataPoints().forEach(p -> add(name, p.getLabels(), p.getValue()));
    } else if (snapshot instanceof HistogramSnapshot histogram) {
      histogram.getDataPoints().forEach(point -> add(name, point));
    }
  }

  private void add(String name, HistogramDataPointSnapshot point) {
    ClassicHistogramBuckets buckets = point.getClassicBuckets();
    long count = 0;
    for (int i = 0; i < buckets.size(); i++) {
      count += buckets.getCount(i);
      double bound = buckets.getUpperBound(i);
      String le = bound == Double.POSITIVE_INFINITY ? "+Inf" : Double.toString(bound);
      add(name + "_bucket", point.getLabels().merge(Labels.of("le", le)), (double) count);
    }
    add(name + "_sum", point.getLabels(), point.getSum());
    add(name + "_count", point.getLabels(), (double) count);
  }

  private void add(String name, Labels labels, double value) {
    Map<String, String> byName = new LinkedHashMap<>();
    further.forEach(label -> byName.put(label.name(), label.value()));
    labels.forEach(label -> byName.put(label.getName(), label.getValue()));
    byName.put(TimeSeries.NAME, name);
    all.add(
        new TimeSeries(
            byName.entrySet().stream()
                .map(entry -> new Label(entry.getKey(), entry.getValue()))
                .toList(),
            value,
            now));
  }
}

package io.exposuremonitor.job.measure;

import io.exposuremonitor.connectors.remotewrite.RemoteWriter;
import io.exposuremonitor.connectors.remotewrite.TimeSeries;
import io.exposuremonitor.connectors.remotewrite.TimeSeries.Label;
import io.exposuremonitor.connectors.thread.DaemonThreads;
import io.exposuremonitor.detectors.measure.Measured;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends what a scrape of this process would return to a receiver, at a fixed interval and on its
 * own thread. A series that has disappeared since the last write is ended with a staleness marker.
 */
final class RemoteWriteExporter implements Exporter {
  private final PrometheusRegistry registry;
  private final List<Label> labels;
  private final RemoteWriter writer;
  private final InstantSource clock;
  private final ScheduledExecutorService pace =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("remote-write-pace"));
  private final ScheduledFuture<?> writes;
  private Set<List<Label>> before = Set.of();

  /**
   * @param labels added to every series that does not have them
   */
  RemoteWriteExporter(
      PrometheusRegistry registry,
      List<Label> labels,
      Duration interval,
      RemoteWriter writer,
      InstantSource clock) {
    this.registry = registry;
    this.labels = labels;
    this.writer = writer;
    this.clock = clock;
    writes =
        pace.scheduleAtFixedRate(
            this::write, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void write() {
    try {
      writer.add(series(clock.millis()));
    } catch (RuntimeException | Error failed) {
      // A gauge that fails must not end the schedule; the next write may succeed.
      writer.missed(failed);
    }
  }

  private List<TimeSeries> series(long now) {
    List<TimeSeries> all = SnapshotSeries.of(registry.scrape(), labels, now);
    Set<List<Label>> present = new LinkedHashSet<>();
    all.forEach(series -> present.add(series.labels()));
    List<TimeSeries> withEnded = new ArrayList<>(all);
    for (List<Label> one : before) {
      if (!present.contains(one)) {
        withEnded.add(new TimeSeries(one, TimeSeries.STALE, now));
      }
    }
    before = present;
    return withEnded;
  }

  /** The values are in the registry already. */
  @Override
  public void export(List<Measured> all, long now) {}

  @Override
  public void close() {
    writes.cancel(true);
    pace.shutdownNow();
    writer.close();
  }
}

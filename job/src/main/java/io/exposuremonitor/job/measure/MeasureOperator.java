package io.exposuremonitor.job.measure;

import io.exposuremonitor.connectors.alarm.AlarmMetrics;
import io.exposuremonitor.detectors.measure.FindingNote;
import io.exposuremonitor.detectors.measure.IncidentNote;
import io.exposuremonitor.detectors.measure.Measured;
import io.exposuremonitor.detectors.measure.Measurements;
import io.exposuremonitor.detectors.measure.Sample;
import io.exposuremonitor.detectors.measure.SeriesState;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.job.element.ElementTimes;
import io.exposuremonitor.job.engine.Checkpoints;
import io.exposuremonitor.job.operator.ListStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink operator around {@link Measurements}. Runs with parallelism 1, so that one task holds all
 * series; there are few samples. Once a second it passes the measurements to the exporters, which
 * never block.
 */
final class MeasureOperator extends AbstractStreamOperator<MeasurementInput>
    implements OneInputStreamOperator<MeasurementInput, MeasurementInput> {
  private static final long serialVersionUID = 1L;
  private static final long TICK_MILLIS = 1_000;

  private final Exporters exporters;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient Measurements measurements;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<SeriesState> series;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<FindingNote> findings;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<IncidentNote> incidents;

  private transient SavedCounters counters;
  private transient Counter found;
  private transient volatile Map<Level, Integer> open = Map.of();
  private transient @Nullable List<Exporter> opened;
  private transient @Nullable ScheduledFuture<?> ticks;

  MeasureOperator(Exporters exporters) {
    this.exporters = exporters;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    measurements = new Measurements();
    series = ListStates.open(context, "series", MeasureTypes.SERIES);
    findings = ListStates.open(context, "findings", MeasureTypes.FINDING);
    incidents = ListStates.open(context, "incidents", MeasureTypes.INCIDENT);
    for (SeriesState stored : series.get()) {
      measurements.restore(stored);
    }
    for (FindingNote stored : findings.get()) {
      measurements.restore(stored);
    }
    for (IncidentNote stored : incidents.get()) {
      measurements.restore(stored);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    open = Map.of();
    boolean checkpoints = Checkpoints.areEnabledFor(this);
    counters = new SavedCounters(checkpoints, measurements.collect(now()), now());
    opened = exporters.open(getMetricGroup());
    alarm();
    ticks = getProcessingTimeService().scheduleWithFixedDelay(this::export, 0, TICK_MILLIS);
  }

  private void alarm() {
    MetricGroup group = AlarmMetrics.in(getMetricGroup());
    found = group.counter(AlarmMetrics.FINDINGS);
    for (Level level : Level.values()) {
      // Gauges are read on another thread, so they must not access the measurements themselves.
      group
          .addGroup(AlarmMetrics.LEVEL, level.word())
          .gauge(AlarmMetrics.OPEN_INCIDENTS, (Gauge<Integer>) () -> open.getOrDefault(level, 0));
    }
  }

  @Override
  public void processElement(StreamRecord<MeasurementInput> element) {
    MeasurementInput input = element.getValue();
    long now = now();
    Sample sample = input.sample();
    FindingNote finding = input.finding();
    IncidentNote incident = input.incident();
    if (sample != null) {
      measurements.on(sample, now);
    }
    if (finding != null && measurements.on(finding, ElementTimes.arrival(element), now)) {
      found.inc();
    }
    if (incident != null) {
      measurements.on(incident, now);
    }
  }

  private void export(long now) {
    measurements.forget(now);
    open = measurements.openIncidentsByLevel();
    List<Exporter> takers = opened;
    if (takers != null) {
      List<Measured> all = counters.shown(measurements.collect(now), now);
      takers.forEach(exporter -> exporter.export(all, now));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    series.update(measurements.series());
    findings.update(new ArrayList<>(measurements.openFindings()));
    incidents.update(new ArrayList<>(measurements.openIncidents()));
    counters.savedIn(context.getCheckpointId(), measurements.collect(now()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    counters.complete(checkpointId, now());
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    counters.aborted(checkpointId);
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void finish() throws Exception {
    if (ticks != null) {
      ticks.cancel(false);
    }
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (opened != null) {
      opened.forEach(Exporter::close);
    }
    super.close();
  }
}

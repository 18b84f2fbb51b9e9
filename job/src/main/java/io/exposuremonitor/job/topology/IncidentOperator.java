package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.incident.IncidentState;
import io.exposuremonitor.detectors.incident.Incidents;
import io.exposuremonitor.detectors.incident.Tactic;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.job.metrics.MonitorMetrics;
import io.exposuremonitor.job.ocsf.Attack;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * The shell around {@link Incidents}: findings in, incidents out. There is one for the whole job,
 * since any two actors' findings may be one story; findings are few.
 */
final class IncidentOperator extends AbstractStreamOperator<Incident>
    implements OneInputStreamOperator<Finding, Incident> {
  private static final long serialVersionUID = 1L;

  private final MonitorSettings settings;
  private final IncidentSettings incidentSettings;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient Incidents incidents;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<IncidentState> state;

  private transient Map<Incident.Change, Counter> changes;

  IncidentOperator(MonitorSettings settings, IncidentSettings incidentSettings) {
    this.settings = settings;
    this.incidentSettings = incidentSettings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    incidents = new Incidents(settings.loadPolicy(), incidentSettings, IncidentOperator::tactic);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("incidents", StreamTypes.INCIDENT_STATE));
    for (IncidentState stored : state.get()) {
      incidents.restore(stored);
    }
  }

  /** That of the analytic's first technique: the one it is known for. */
  private static @Nullable Tactic tactic(Analytic analytic) {
    List<String> techniques = analytic.techniques();
    return techniques.isEmpty() ? null : Tactic.ofId(Attack.of(techniques.get(0)).tacticId());
  }

  @Override
  public void open() throws Exception {
    super.open();
    changes = new EnumMap<>(Incident.Change.class);
    for (Incident.Change change : Incident.Change.values()) {
      changes.put(
          change,
          getMetricGroup()
              .addGroup(MonitorMetrics.CHANGE, change.name().toLowerCase(Locale.ROOT))
              .counter(MonitorMetrics.INCIDENT_CHANGES));
    }
  }

  @Override
  public void processElement(StreamRecord<Finding> element) {
    incidents.on(element.getValue(), this::tell);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    incidents.onTime(mark.getTimestamp(), this::tell);
    super.processWatermark(mark);
  }

  private void tell(Incident incident) {
    Counter counter = changes.get(incident.change());
    if (counter != null) {
      counter.inc();
    }
    output.collect(new StreamRecord<>(incident, incident.time()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(incidents.snapshot());
  }
}

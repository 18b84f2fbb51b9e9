package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.incident.IncidentState;
import io.exposuremonitor.detectors.incident.Incidents;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.detectors.measure.DomainMetric;
import io.exposuremonitor.detectors.policy.PolicyException;
import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.job.element.IncidentInput;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.ocsf.Attack;
import io.exposuremonitor.job.operator.ListStates;
import io.exposuremonitor.job.operator.MonitorSettings;
import io.exposuremonitor.job.operator.PolicyOperator;
import io.exposuremonitor.job.sample.Counted;
import java.util.ArrayList;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Flink operator around {@link Incidents}: takes findings and sessions, and emits incidents. It
 * runs with parallelism 1, since findings of any two actors may belong to one incident; findings
 * are few.
 */
final class IncidentOperator extends PolicyOperator<IncidentInput, Incident> {
  private static final long serialVersionUID = 1L;

  private final IncidentSettings incidentSettings;

  @SuppressWarnings("NullAway.Init") // initializeState() precedes every use
  private transient Incidents incidents;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<IncidentState> state;

  @SuppressWarnings("NullAway.Init")
  private transient ListState<SessionLink> sessionState;

  private transient Counted counted;

  IncidentOperator(MonitorSettings settings, IncidentSettings incidentSettings) {
    super(settings);
    this.incidentSettings = incidentSettings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    incidents = new Incidents(settings().loadPolicy(), incidentSettings, Attack::tactic);
    state = ListStates.open(context, "incidents", StreamTypes.INCIDENT_STATE);
    sessionState = ListStates.open(context, "sessions", StreamTypes.SESSION_LINK);
    for (IncidentState stored : state.get()) {
      incidents.restore(stored);
    }
    for (SessionLink stored : sessionState.get()) {
      incidents.restore(stored);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    counted = new Counted(output, getProcessingTimeService());
    for (Incident.Change change : Incident.Change.values()) {
      counted.add(DomainMetric.INCIDENT_CHANGES, 0, EnumNames.lowerCase(change));
    }
  }

  @Override
  protected void policyChanged() throws PolicyException {
    incidents.use(settings().loadPolicy());
  }

  @Override
  public void processElement(StreamRecord<IncidentInput> element) {
    Finding finding = element.getValue().finding();
    if (finding != null) {
      incidents.on(finding, this::emit);
    }
    SessionLink session = element.getValue().session();
    if (session != null && !incidents.on(session, this::emit)) {
      counted.add(DomainMetric.SESSIONS_FORGOTTEN, 1);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    incidents.onTime(mark.getTimestamp(), this::emit);
    super.processWatermark(mark);
  }

  private void emit(Incident incident) {
    counted.add(DomainMetric.INCIDENT_CHANGES, 1, EnumNames.lowerCase(incident.change()));
    output.collect(new StreamRecord<>(incident, incident.time()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(incidents.snapshot());
    sessionState.update(new ArrayList<>(incidents.sessions()));
  }
}

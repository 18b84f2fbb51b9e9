package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.incident.Incident;
import io.exposuremonitor.detectors.incident.IncidentSettings;
import io.exposuremonitor.detectors.incident.SessionLink;
import io.exposuremonitor.job.element.IncidentInput;
import io.exposuremonitor.job.element.StreamTypes;
import io.exposuremonitor.job.operator.Policies;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Wires the joining of findings into incidents. */
public final class JoinedIncidents {
  private JoinedIncidents() {}

  /**
   * Joins findings into incidents, with parallelism 1.
   *
   * @param findings every phase of each finding
   * @param sessions links between sessions and the principals to whom they were issued
   */
  public static SingleOutputStreamOperator<Incident> of(
      DataStream<Finding> findings,
      DataStream<SessionLink> sessions,
      Policies policies,
      IncidentSettings incidentSettings) {
    DataStream<IncidentInput> findingInputs =
        findings
            .map((Finding finding) -> IncidentInput.of(finding), StreamTypes.INCIDENT_INPUT)
            .uid("findings-to-join")
            .name("findings to join");
    DataStream<IncidentInput> sessionInputs =
        sessions
            .map((SessionLink session) -> IncidentInput.of(session), StreamTypes.INCIDENT_INPUT)
            .uid("sessions-to-join")
            .name("sessions to join");
    SingleOutputStreamOperator<Incident> incidents =
        policies.transform(
            findingInputs.union(sessionInputs),
            "incidents",
            StreamTypes.INCIDENT,
            new IncidentOperator(policies.settings(), incidentSettings));
    incidents.setParallelism(1).setMaxParallelism(1);
    return incidents.uid("incidents").name("incidents");
  }
}

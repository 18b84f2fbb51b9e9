package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds incidents from a complete set of findings: each incident is emitted once, as of its last
 * event. Findings must be passed in the order of start and uid; the same findings then make the
 * same incidents. Not thread-safe.
 */
public final class BoundedIncidents {
  private static final Comparator<IncidentState> IN_ORDER =
      Comparator.comparingLong(IncidentState::start).thenComparing(IncidentState::id);

  private final Incidents incidents;
  private final Consumer<Incident> out;

  /**
   * @param tactics the ATT&amp;CK tactic of an analytic, or null if unknown
   * @param out receives each incident once no further finding can belong to it
   */
  public BoundedIncidents(
      Policy policy,
      IncidentSettings settings,
      Function<Analytic, @Nullable Tactic> tactics,
      Consumer<Incident> out) {
    this.incidents = new Incidents(policy, settings, tactics);
    this.out = out;
  }

  /** Adds a session; all sessions must be added before the findings. */
  public void on(SessionLink link) {
    incidents.on(link, this::emitted);
  }

  /**
   * Adds a complete finding.
   *
   * @param finding must not start before the previous one
   */
  public void on(Finding finding) {
    incidents.onTime(finding.start(), this::emitted);
    incidents.on(finding, this::emitted);
  }

  /** Emits the incidents that are still open; no more findings may follow. */
  public void finish() {
    List<IncidentState> open = incidents.snapshot();
    open.stream()
        .sorted(IN_ORDER)
        .map(state -> state.incident(Incident.Change.EXTENDED, state.end(), ""))
        .map(incident -> asOne(incident, incident.state()))
        .forEach(out);
  }

  /** Passes on final revisions, except of incidents merged into another. */
  private void emitted(Incident incident) {
    if (incident.change() == Incident.Change.RESOLVED
        || incident.change() == Incident.Change.DISPLACED) {
      out.accept(asOne(incident, Incident.State.RESOLVED));
    }
  }

  /** The incident as its only revision, with the risk as of its last event. */
  private static Incident asOne(Incident incident, Incident.State state) {
    return new Incident(
        incident.id(),
        1,
        Incident.Change.OPENED,
        state == Incident.State.RESOLVED ? state : Incident.State.OPEN,
        incident.end(),
        incident.level(),
        Risk.of(
            incident.level(),
            incident.sensitivity(),
            incident.coveragePercent(),
            incident.tactics().size(),
            0),
        incident.start(),
        incident.end(),
        incident.summary(),
        incident.actors(),
        incident.resources(),
        incident.accounts(),
        incident.tactics(),
        incident.sensitivity(),
        incident.coveragePercent(),
        incident.findings(),
        incident.repetitions(),
        incident.timeline(),
        "",
        incident.scope());
  }
}

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
 * Incidents of findings that are all there: each is told once, complete, as it was at its last
 * event. Given in the order of their start and then of uid, the same findings make the same
 * incidents, whatever order they were found in. Not thread-safe.
 */
public final class BoundedIncidents {
  private static final Comparator<IncidentState> IN_ORDER =
      Comparator.comparingLong(IncidentState::start).thenComparing(IncidentState::id);

  private final Incidents incidents;
  private final Consumer<Incident> out;

  /**
   * @param tactics what an analytic shows, or null when that is not known
   * @param out takes incidents, each as soon as nothing can belong to it any more
   */
  public BoundedIncidents(
      Policy policy,
      IncidentSettings settings,
      Function<Analytic, @Nullable Tactic> tactics,
      Consumer<Incident> out) {
    this.incidents = new Incidents(policy, settings, tactics);
    this.out = out;
  }

  /** Takes that somebody was given a session; all that matter come before the findings. */
  public void on(SessionLink link) {
    incidents.on(link, this::told);
  }

  /**
   * Takes a finding that is complete.
   *
   * @param finding starts no earlier than the one before
   */
  public void on(Finding finding) {
    incidents.onTime(finding.start(), this::told);
    incidents.on(finding, this::told);
  }

  /** There are no more findings: tells the incidents that are still open. */
  public void finish() {
    List<IncidentState> open = incidents.snapshot();
    open.stream()
        .sorted(IN_ORDER)
        .map(state -> state.incident(Incident.Change.EXTENDED, state.end(), ""))
        .map(incident -> asOne(incident, incident.state()))
        .forEach(out);
  }

  /** Only ends are of interest, and not that of one whose findings another goes on with. */
  private void told(Incident incident) {
    if (incident.change() == Incident.Change.RESOLVED
        || incident.change() == Incident.Change.DISPLACED) {
      out.accept(asOne(incident, Incident.State.RESOLVED));
    }
  }

  /** Told for the first and only time, with the risk that it had at its last event. */
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
        "");
  }
}

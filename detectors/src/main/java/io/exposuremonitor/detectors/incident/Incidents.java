package io.exposuremonitor.detectors.incident;

import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.finding.Pace;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Correlates findings into incidents and emits a revision for each reportable change.
 * Deterministic: time comes from findings and from the watermark. All open incidents are held in
 * one place, since any finding may link two of them; at most {@value #MAX_OPEN}, which is at most
 * 100 MB and typically less than 1 MB. Not thread-safe.
 *
 * <p>Findings belong together if {@link Links} connects them and the gap between them is at most
 * {@link IncidentSettings#resolveAfter}. All phases of a finding belong to the incident that holds
 * it, whatever became of its links. Incidents that turn out to be linked are merged into the one
 * with the earlier anchor. The grouping of findings, and an incident's last revision except for its
 * id and its count of repetitions, therefore do not depend on the order of arrival, as long as no
 * incident was resolved in between.
 *
 * <p><b>Life cycle.</b> The first finding opens an incident. A higher level raises it and a further
 * finding extends it; a finding that only grows is counted. An incident is quiet when nothing was
 * seen for the policy's quiet time, and resolved when nothing was seen for {@link
 * IncidentSettings#resolveAfter}, in both cases after the lateness bound and not before the {@link
 * Pace} of its detections. The id is derived from the opening finding's actor and 15-minute slot:
 * an incident that starts again in the same slot has the same id.
 */
public final class Incidents {
  /** Maximum number of open incidents. */
  public static final int MAX_OPEN = 1_024;

  /** Eviction order: the lowest level first, then the earliest end. */
  private static final Comparator<IncidentState> DISPLACEABLE =
      Comparator.comparing(IncidentState::level)
          .thenComparingLong(IncidentState::end)
          .thenComparing(IncidentState::id);

  /** Merge order: the incident that continues comes first. */
  private static final Comparator<IncidentState> FIRST =
      Comparator.comparingLong(IncidentState::anchor).thenComparing(IncidentState::id);

  private final IncidentSettings settings;
  private final Function<Analytic, @Nullable Tactic> tactics;
  private Policy policy;
  private final List<IncidentState> open = new ArrayList<>();
  private final Sessions sessions = new Sessions();

  /**
   * @param tactics the ATT&amp;CK tactic of an analytic, or null if unknown
   */
  public Incidents(
      Policy policy, IncidentSettings settings, Function<Analytic, @Nullable Tactic> tactics) {
    this.policy = policy;
    this.settings = settings;
    this.tactics = tactics;
  }

  /**
   * Replaces the policy, for findings to come and for when open incidents are quiet or resolved.
   */
  public void use(Policy changed) {
    policy = changed;
  }

  /** Milliseconds. */
  private long quiet(IncidentState incident) {
    return Math.max(policy.findings().quietTime().toMillis(), incident.pace());
  }

  /** Milliseconds. */
  private long resolve(IncidentState incident) {
    return Math.max(quiet(incident), settings.resolveAfter().toMillis());
  }

  /** The open incidents, for a checkpoint. */
  public List<IncidentState> snapshot() {
    return List.copyOf(open);
  }

  /** Restores an open incident. */
  public void restore(IncidentState stored) {
    open.add(stored);
  }

  /** The known sessions, for a checkpoint. */
  public Collection<SessionLink> sessions() {
    return sessions.all();
  }

  /** Restores a session. */
  public void restore(SessionLink stored) {
    sessions.add(stored);
  }

  /** Number of open incidents. */
  public int openCount() {
    return open.size();
  }

  /** Processes a phase of a finding. Dry runs are ignored. */
  public void on(Finding finding, Consumer<Incident> out) {
    if (finding.dryRun()) {
      return;
    }
    IncidentState added =
        withIssuers(IncidentState.of(finding, tactics.apply(finding.analytic()), policy));
    long hash = IncidentState.hash(finding);
    List<IncidentState> holders = open.stream().filter(incident -> incident.holds(hash)).toList();
    if (finding.phase() == Finding.Phase.CLOSED && holders.isEmpty()) {
      // Its incident was resolved before, or holds as many findings as it can.
      return;
    }
    List<IncidentState> reached = takeRelated(added, holders);
    if (reached.isEmpty()) {
      makeRoom(finding.time(), out);
      emit(added, Incident.Change.OPENED, Incident.State.OPEN, finding.time(), out);
      return;
    }
    IncidentState before = reached.get(0);
    boolean known = !holders.isEmpty() || mayBeKnown(finding, reached);
    IncidentState joined = merged(reached, finding.time(), out).and(added);
    boolean news = !known || reached.size() > 1 || before.state() == Incident.State.QUIET;
    if (joined.level().compareTo(before.level()) > 0) {
      emit(joined, Incident.Change.RAISED, Incident.State.UPDATED, finding.time(), out);
    } else if (finding.phase() != Finding.Phase.CLOSED && news) {
      emit(joined, Incident.Change.EXTENDED, Incident.State.UPDATED, finding.time(), out);
    } else {
      open.add(finding.phase() == Finding.Phase.CLOSED ? joined : joined.repeated());
    }
  }

  /** True for an update of a finding that one of these incidents may have had no room for. */
  private static boolean mayBeKnown(Finding finding, List<IncidentState> incidents) {
    return finding.phase() != Finding.Phase.OPENED
        && incidents.stream().anyMatch(IncidentState::isFull);
  }

  /**
   * Links a session to the caller who obtained it, in either order of arrival: incidents of the
   * session are then also the caller's.
   *
   * @return false if another session was evicted for it
   */
  public boolean on(SessionLink link, Consumer<Incident> out) {
    boolean room = sessions.add(link);
    // It may have been merged into another incident meanwhile.
    open.stream()
        .filter(incident -> incident.links().holds(link.child()))
        .toList()
        .forEach(incident -> tie(incident, link.time(), out));
    return room;
  }

  private void tie(IncidentState incident, long time, Consumer<Incident> out) {
    IncidentState withIssuers = withIssuers(incident);
    if (withIssuers.equals(incident) || !open.remove(incident)) {
      return;
    }
    List<IncidentState> reached = takeRelated(withIssuers, List.of());
    if (reached.isEmpty()) {
      open.add(withIssuers);
      return;
    }
    reached.add(withIssuers);
    reached.sort(FIRST);
    IncidentState joined = merged(reached, time, out);
    boolean rose = joined.level().compareTo(reached.get(0).level()) > 0;
    emit(
        joined,
        rose ? Incident.Change.RAISED : Incident.Change.EXTENDED,
        Incident.State.UPDATED,
        time,
        out);
  }

  private IncidentState withIssuers(IncidentState incident) {
    return incident.linkedTo(sessions.issuersOf(incident.links().identities()));
  }

  /** Merges incidents into the first of them. */
  private static IncidentState merged(
      List<IncidentState> stories, long time, Consumer<Incident> out) {
    IncidentState joined = stories.get(0);
    for (IncidentState other : stories.subList(1, stories.size())) {
      joined = joined.and(other);
      out.accept(
          other
              .reported(Incident.State.RESOLVED)
              .incident(Incident.Change.MERGED, time, stories.get(0).id()));
    }
    return joined;
  }

  /**
   * Marks incidents quiet or resolved when due.
   *
   * @param watermark event time up to which findings have arrived, epoch milliseconds
   */
  public void onTime(long watermark, Consumer<Incident> out) {
    sessions.expire(watermark - policy.findings().lateness().toMillis());
    List<IncidentState> due =
        open.stream()
            .filter(incident -> dueAt(incident) <= watermark)
            .sorted(Comparator.comparingLong(this::dueAt).thenComparing(IncidentState::id))
            .toList();
    for (IncidentState incident : due) {
      open.remove(incident);
      IncidentState next = incident;
      if (next.state() != Incident.State.QUIET) {
        next = next.reported(Incident.State.QUIET);
        out.accept(next.incident(Incident.Change.CALMED, next.end() + quiet(next), ""));
      }
      if (dueAt(next) <= watermark) {
        out.accept(
            next.reported(Incident.State.RESOLVED)
                .incident(Incident.Change.RESOLVED, next.end() + resolve(next), ""));
      } else {
        open.add(next);
      }
    }
  }

  private long dueAt(IncidentState incident) {
    long pause = incident.state() == Incident.State.QUIET ? resolve(incident) : quiet(incident);
    return incident.end() + pause + policy.findings().lateness().toMillis();
  }

  /**
   * All open incidents that hold the added finding or are linked to it, directly or through each
   * other; the one that continues comes first.
   *
   * @param holders those that hold the finding: its links may have been too many for them
   */
  private List<IncidentState> takeRelated(IncidentState added, List<IncidentState> holders) {
    open.removeAll(holders);
    List<IncidentState> taken = new ArrayList<>(holders);
    IncidentState all = added;
    for (IncidentState holder : holders) {
      all = all.and(holder);
    }
    boolean grew = true;
    while (grew) {
      IncidentState sofar = all;
      List<IncidentState> reached =
          open.stream()
              .filter(incident -> incident.isLinkedTo(sofar))
              .filter(
                  incident -> incident.isWithin(Math.max(resolve(incident), resolve(sofar)), sofar))
              .toList();
      open.removeAll(reached);
      taken.addAll(reached);
      for (IncidentState incident : reached) {
        all = all.and(incident);
      }
      grew = !reached.isEmpty();
    }
    taken.sort(FIRST);
    return taken;
  }

  private void makeRoom(long time, Consumer<Incident> out) {
    if (open.size() >= MAX_OPEN) {
      IncidentState displaced = open.stream().min(DISPLACEABLE).orElseThrow();
      open.remove(displaced);
      out.accept(
          displaced
              .reported(Incident.State.RESOLVED)
              .incident(Incident.Change.DISPLACED, time, ""));
    }
  }

  private void emit(
      IncidentState incident,
      Incident.Change change,
      Incident.State state,
      long time,
      Consumer<Incident> out) {
    IncidentState reported = incident.reported(state);
    open.add(reported);
    out.accept(reported.incident(change, time, ""));
  }
}

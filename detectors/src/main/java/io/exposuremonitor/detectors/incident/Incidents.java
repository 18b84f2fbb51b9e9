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
 * Joins findings into incidents and tells of each what a person must know. Deterministic: time
 * comes from findings and from the watermark. All open incidents are held together, since any
 * finding may tie two of them; at most {@value #MAX_OPEN}, that is at most 90 MB and as a rule
 * under 1. Not thread-safe.
 *
 * <p>Findings belong together when {@link Links} ties them and no more than the time after which
 * incidents are resolved lies between. Incidents that turn out to be one story are merged: the one
 * that was opened for the earlier quarter of an hour goes on. So which findings end up together,
 * and everything told last of an incident but its id and its count of repetitions, does not depend
 * on the order in which they came, as long as none was resolved in between.
 *
 * <p><b>Life.</b> The first finding opens an incident. A worse level raises it, a further finding
 * extends it; a finding that only grows is counted. It is quiet when nothing was seen for the
 * policy's quiet time, and resolved when nothing was seen for {@link IncidentSettings}' time, both
 * after the lateness bound, and neither before the {@link Pace} of its detections. The id rests on
 * the opening finding's actor and the quarter of an hour it started in: what begins again in that
 * quarter after its end carries the same id.
 */
public final class Incidents {
  /** Incidents open at once. */
  public static final int MAX_OPEN = 1_024;

  /** Who goes first when there are too many: the least bad, then the longest untouched. */
  private static final Comparator<IncidentState> DISPLACEABLE =
      Comparator.comparing(IncidentState::level)
          .thenComparingLong(IncidentState::end)
          .thenComparing(IncidentState::id);

  /** Which of several that are one story goes on. */
  private static final Comparator<IncidentState> FIRST =
      Comparator.comparingLong(IncidentState::anchor).thenComparing(IncidentState::id);

  private final IncidentSettings settings;
  private final Function<Analytic, @Nullable Tactic> tactics;
  private Policy policy;
  private final List<IncidentState> open = new ArrayList<>();
  private final Sessions sessions = new Sessions();

  /**
   * @param tactics what an analytic shows, or null when that is not known
   */
  public Incidents(
      Policy policy, IncidentSettings settings, Function<Analytic, @Nullable Tactic> tactics) {
    this.policy = policy;
    this.settings = settings;
    this.tactics = tactics;
  }

  /** From now on this policy holds: for findings to come, and for when incidents are over. */
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

  /** What is open, to store. */
  public List<IncidentState> snapshot() {
    return List.copyOf(open);
  }

  /** Takes back what was stored. */
  public void restore(IncidentState stored) {
    open.add(stored);
  }

  /** What is known of sessions, to store besides. */
  public Collection<SessionLink> sessions() {
    return sessions.all();
  }

  /** Takes back what was stored of a session. */
  public void restore(SessionLink stored) {
    sessions.add(stored);
  }

  /** How many are open. */
  public int openCount() {
    return open.size();
  }

  /** Takes a finding's opening, update or end. A dry run opens nothing and joins nothing. */
  public void on(Finding finding, Consumer<Incident> out) {
    if (finding.dryRun()) {
      return;
    }
    IncidentState added =
        tied(IncidentState.of(finding, tactics.apply(finding.analytic()), policy));
    boolean known = open.stream().anyMatch(incident -> incident.holds(finding));
    if (finding.phase() == Finding.Phase.CLOSED && !known) {
      // The end of what was told, and resolved, before.
      return;
    }
    List<IncidentState> reached = takeAllThatBelongWith(added);
    if (reached.isEmpty()) {
      makeRoom(finding.time(), out);
      tell(added, Incident.Change.OPENED, Incident.State.OPEN, finding.time(), out);
      return;
    }
    IncidentState before = reached.get(0);
    IncidentState joined = merged(reached, finding.time(), out).and(added);
    boolean news = !known || reached.size() > 1 || before.state() == Incident.State.QUIET;
    if (joined.level().compareTo(before.level()) > 0) {
      tell(joined, Incident.Change.RAISED, Incident.State.UPDATED, finding.time(), out);
    } else if (finding.phase() != Finding.Phase.CLOSED && news) {
      tell(joined, Incident.Change.EXTENDED, Incident.State.UPDATED, finding.time(), out);
    } else {
      open.add(finding.phase() == Finding.Phase.CLOSED ? joined : joined.repeated());
    }
  }

  /**
   * Takes that somebody was given a session. Incidents of that session are then his as well,
   * whichever is told first.
   *
   * @return false when another session had to be forgotten for it
   */
  public boolean on(SessionLink link, Consumer<Incident> out) {
    boolean room = sessions.add(link);
    // One that was merged with another meanwhile is no more.
    open.stream()
        .filter(incident -> incident.links().holds(link.child()))
        .toList()
        .forEach(incident -> tie(incident, link.time(), out));
    return room;
  }

  private void tie(IncidentState incident, long time, Consumer<Incident> out) {
    IncidentState tied = tied(incident);
    if (tied.equals(incident) || !open.remove(incident)) {
      return;
    }
    List<IncidentState> reached = takeAllThatBelongWith(tied);
    if (reached.isEmpty()) {
      open.add(tied);
      return;
    }
    reached.add(tied);
    reached.sort(FIRST);
    IncidentState joined = merged(reached, time, out);
    boolean rose = joined.level().compareTo(reached.get(0).level()) > 0;
    tell(
        joined,
        rose ? Incident.Change.RAISED : Incident.Change.EXTENDED,
        Incident.State.UPDATED,
        time,
        out);
  }

  private IncidentState tied(IncidentState incident) {
    return incident.tiedTo(sessions.behind(incident.links().identities()));
  }

  /** One incident of several, the first of which goes on. */
  private static IncidentState merged(
      List<IncidentState> stories, long time, Consumer<Incident> out) {
    IncidentState joined = stories.get(0);
    for (IncidentState other : stories.subList(1, stories.size())) {
      joined = joined.and(other);
      out.accept(
          other
              .told(Incident.State.RESOLVED)
              .incident(Incident.Change.MERGED, time, stories.get(0).id()));
    }
    return joined;
  }

  /**
   * Calms and resolves what is due.
   *
   * @param watermark event time up to which findings have come, epoch milliseconds
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
        next = next.told(Incident.State.QUIET);
        out.accept(next.incident(Incident.Change.CALMED, next.end() + quiet(next), ""));
      }
      if (dueAt(next) <= watermark) {
        out.accept(
            next.told(Incident.State.RESOLVED)
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

  /** All that are one story with it, also by way of each other; the one to go on comes first. */
  private List<IncidentState> takeAllThatBelongWith(IncidentState added) {
    List<IncidentState> taken = new ArrayList<>();
    IncidentState all = added;
    boolean grew = true;
    while (grew) {
      IncidentState sofar = all;
      List<IncidentState> reached =
          open.stream()
              .filter(
                  incident ->
                      incident.belongsWith(sofar, Math.max(resolve(incident), resolve(sofar))))
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
          displaced.told(Incident.State.RESOLVED).incident(Incident.Change.DISPLACED, time, ""));
    }
  }

  private void tell(
      IncidentState incident,
      Incident.Change change,
      Incident.State state,
      long time,
      Consumer<Incident> out) {
    IncidentState told = incident.told(state);
    open.add(told);
    out.accept(told.incident(change, time, ""));
  }
}

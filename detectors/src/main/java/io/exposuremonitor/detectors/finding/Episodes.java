package io.exposuremonitor.detectors.finding;

import io.exposuremonitor.detectors.activity.ActivityBundle;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups the signals of one analytic, actor and resource into episodes and reports each episode
 * under one uid. Deterministic; the caller owns state and timers and serialises the calls for a
 * key.
 *
 * <p>Two signals belong to the same episode if the gap between them is at most the policy's quiet
 * time (at least 15 minutes, and at least the detection's {@link Pace}), or if a chain of such
 * signals connects them. An episode is therefore an interval of time: a signal near two open
 * episodes merges them, and a signal near none opens a new one. Up to {@value
 * EpisodeState#MAX_OPEN} episodes are open at once; a further one closes the least recently updated
 * one.
 *
 * <p><b>Live</b> ({@link Reporting#LIFE_CYCLE}): an episode is opened with its first signal,
 * updated when its level rises or its magnitude has grown tenfold since the last report (detections
 * with a {@link Pace} report every signal), and closed when event time has passed its end by the
 * quiet time plus the lateness bound: by a timer, or by the next signal if that comes first. The
 * uid is derived from the 15-minute slot in which the first signal to arrive started. Signals of
 * that slot may arrive in any order; a late signal from an earlier slot joins the episode without
 * changing its uid. When a late signal merges two open episodes, the earlier one continues and the
 * later one is closed. A signal that arrives after its episode was closed, or whose evidence
 * reaches back into it, opens a new episode. If that starts in the same slot it has the same uid,
 * so the incident is reopened rather than repeated.
 *
 * <p>An episode of which all rules and detectors are in the policy's dry-run stage is reported as a
 * dry run. When one is enabled while it is open, or another rule joins, the next signal updates the
 * episode, so that it raises an alert after all.
 *
 * <p><b>Replay</b> ({@link Reporting#FINAL}): each finding is emitted once, complete, when its
 * episode is over. All of it, including the uid, is a function of the set of signals: the uid is
 * derived from their earliest start. Newer signals do not close an episode, since files are read in
 * any order; only the limit on open episodes closes one early.
 */
public final class Episodes {
  /** What is reported about an episode. */
  public enum Reporting {
    /** Its opening, updates and closing, as they happen. */
    LIFE_CYCLE,
    /** The complete finding, once, as opened. */
    FINAL,
    /** Nothing; no episodes are kept, since detectors run only to learn. */
    NONE
  }

  private final Reporting reporting;

  public Episodes(Reporting reporting) {
    this.reporting = reporting;
  }

  /** The key by which signals are grouped. */
  public static String key(Signal signal) {
    return signal.analytic().id() + '\n' + signal.actor().id() + '\n' + signal.resource();
  }

  /**
   * Processes a signal of this key.
   *
   * @param state the key's state, or null if there is none
   * @return the state to keep
   */
  public EpisodeState on(
      @Nullable EpisodeState state, Signal signal, Policy policy, Consumer<Finding> out) {
    List<Episode> open = new ArrayList<>(state == null ? List.of() : state.open());
    if (reporting == Reporting.LIFE_CYCLE) {
      // Closes episodes as a watermark would: just before the oldest event that may still arrive.
      closeQuiet(open, signal.end() - policy.findings().lateness().toMillis() - 1, policy, out);
    }
    Episode episode = join(open, signal, policy, out);
    open.add(reporting == Reporting.LIFE_CYCLE ? report(episode, signal, policy, out) : episode);
    if (open.size() > EpisodeState.MAX_OPEN) {
      close(open.remove(0), signal.end(), policy, out);
    }
    return new EpisodeState(EpisodeState.VERSION, open);
  }

  /**
   * Closes the episodes that are over.
   *
   * @param time epoch milliseconds, no later than event time less the lateness bound
   * @return the state to keep, or null to forget the key
   */
  public @Nullable EpisodeState onTime(
      EpisodeState state, long time, Policy policy, Consumer<Finding> out) {
    List<Episode> open = new ArrayList<>(state.open());
    closeQuiet(open, time, policy, out);
    return open.isEmpty() ? null : new EpisodeState(EpisodeState.VERSION, open);
  }

  /**
   * When {@link #onTime} must be called next: once event time has passed this by the lateness
   * bound. Epoch milliseconds.
   */
  public static long wakeUp(EpisodeState state, Policy policy) {
    return state.open().stream()
        .mapToLong(episode -> over(episode, policy))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static Episode join(
      List<Episode> open, Signal signal, Policy policy, Consumer<Finding> out) {
    Episode added = Episode.of(signal);
    long quiet = quiet(policy, signal.analytic());
    List<Episode> reached =
        open.stream()
            .filter(episode -> episode.isNear(added, quiet))
            .sorted(Comparator.comparingLong(Episode::anchor))
            .toList();
    open.removeAll(reached);
    if (reached.isEmpty()) {
      return added;
    }
    Episode kept = reached.get(0);
    for (Episode later : reached.subList(1, reached.size())) {
      if (later.reportedLevel() != null) {
        out.accept(
            later.finding(
                Finding.Phase.CLOSED,
                Math.max(later.end(), signal.end()),
                later.anchor(),
                later.reportedDryRun()));
      }
      kept = kept.absorb(later);
    }
    return kept.absorb(added);
  }

  private static Episode report(
      Episode episode, Signal signal, Policy policy, Consumer<Finding> out) {
    boolean dryRun = episode.isDryRun(policy);
    if (!episode.isReportDue(dryRun) && Pace.of(signal.analytic().id()) == 0) {
      return episode;
    }
    Finding.Phase phase =
        episode.reportedLevel() == null ? Finding.Phase.OPENED : Finding.Phase.UPDATED;
    out.accept(episode.finding(phase, signal.end(), episode.anchor(), dryRun));
    return episode.reported(dryRun);
  }

  private void closeQuiet(List<Episode> open, long time, Policy policy, Consumer<Finding> out) {
    List<Episode> over =
        open.stream()
            .filter(episode -> over(episode, policy) <= time)
            .sorted(Comparator.comparingLong(Episode::end))
            .toList();
    open.removeAll(over);
    over.forEach(episode -> close(episode, over(episode, policy), policy, out));
  }

  private void close(Episode episode, long time, Policy policy, Consumer<Finding> out) {
    if (reporting == Reporting.LIFE_CYCLE) {
      long closed = Math.max(time, episode.end());
      out.accept(
          episode.finding(
              Finding.Phase.CLOSED, closed, episode.anchor(), episode.reportedDryRun()));
    } else {
      long anchor = ActivityBundle.slotOf(episode.start());
      out.accept(
          episode.finding(Finding.Phase.OPENED, episode.end(), anchor, episode.isDryRun(policy)));
    }
  }

  /** When the episode ends if no further signal arrives. */
  private static long over(Episode episode, Policy policy) {
    return episode.end() + quiet(policy, episode.lead().analytic());
  }

  /** Never shorter than a slot: two episodes that start in the same slot would share a uid. */
  private static long quiet(Policy policy, Analytic analytic) {
    long asked = Math.max(policy.findings().quietTime().toMillis(), ActivityBundle.SLOT_MILLIS);
    return Math.max(asked, Pace.of(analytic.id()));
  }
}

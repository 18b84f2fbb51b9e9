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
 * Gathers the signals of one analytic, actor and resource into episodes and reports each under one
 * uid. Deterministic; the caller owns the state and the timers, one call at a time per key.
 *
 * <p>Two signals belong to the same episode when no more than the policy's quiet time (never less
 * than a quarter of an hour, nor than the detection's {@link Pace}) lies between them, or between
 * each and a third. So an episode is a stretch of time; a signal that reaches two of them makes one
 * of both, and a signal from before or after every open stretch begins its own. Up to {@value
 * EpisodeState#MAX_OPEN} stretches are open at once; a further one closes the one that has gone
 * longest without a signal in the order of arrival.
 *
 * <p><b>Live</b> ({@link Reporting#LIFE_CYCLE}): an episode is opened with its first signal,
 * updated when its level rises or its magnitude has grown tenfold since it was last reported (with
 * every signal of a detection that speaks seldom, which so tells that it goes on), and closed when
 * event time has passed its end by the quiet time and the lateness bound: at a timer, or at the
 * next signal where that comes first. The uid rests on the quarter of an hour that the first signal
 * to arrive started in. Signals of that quarter may come in any order; one from an earlier quarter
 * that arrives later joins the episode and leaves its uid as it is. When a late signal joins two
 * open episodes, the earlier goes on and the later is closed. A signal that comes after its episode
 * was closed, or whose evidence reaches back into it, opens an episode again: under the same uid if
 * it starts in the same quarter of an hour, which reopens rather than repeats the incident.
 *
 * <p>What the policy only tries out is reported as a dry run. An open episode whose detection comes
 * into use is updated with its next signal, so that whoever is to be called then is.
 *
 * <p><b>Replay</b> ({@link Reporting#FINAL}): each finding is given once, complete, when its
 * episode is over, and everything in it, the uid included, is a function of the set of its signals:
 * the uid rests on their true earliest start. Nothing is closed for a newer signal's sake, since
 * files are read in any order; only when a fifth stretch begins is one given up early.
 */
public final class Episodes {
  /** How much is told of an episode. */
  public enum Reporting {
    /** Opened, updated, closed, as it happens. */
    LIFE_CYCLE,
    /** Once, complete, as opened. */
    FINAL,
    /** Nothing, and no episode is kept: what detectors learn is all that matters. */
    NONE
  }

  private final Reporting reporting;

  public Episodes(Reporting reporting) {
    this.reporting = reporting;
  }

  /** What episodes are told apart by. */
  public static String key(Signal signal) {
    return signal.analytic().id() + '\n' + signal.actor().id() + '\n' + signal.resource();
  }

  /**
   * Takes a signal of this key.
   *
   * @param state the key's state, or null for a key not seen or forgotten
   * @return the state to keep
   */
  public EpisodeState on(
      @Nullable EpisodeState state, Signal signal, Policy policy, Consumer<Finding> out) {
    List<Episode> open = new ArrayList<>(state == null ? List.of() : state.open());
    if (reporting == Reporting.LIFE_CYCLE) {
      // A watermark stands just before the oldest event that may still come.
      closeQuiet(open, signal.end() - policy.findings().lateness().toMillis() - 1, policy, out);
    }
    Episode episode = join(open, signal, policy, out);
    boolean dryRun = isDryRun(policy, signal.analytic());
    open.add(reporting == Reporting.LIFE_CYCLE ? report(episode, signal, dryRun, out) : episode);
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
   * When {@link #onTime} is to be called next: once event time has passed this by the lateness
   * bound, as a watermark does. Epoch milliseconds.
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
      Episode episode, Signal signal, boolean dryRun, Consumer<Finding> out) {
    if (!episode.hasNews(dryRun) && Pace.of(signal.analytic().id()) == 0) {
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
      boolean dryRun = isDryRun(policy, episode.lead().analytic());
      out.accept(episode.finding(Finding.Phase.OPENED, episode.end(), anchor, dryRun));
    }
  }

  private static boolean isDryRun(Policy policy, Analytic analytic) {
    return policy.stage(analytic.id()) == Policy.Stage.DRY_RUN;
  }

  /** When an episode is over unless there is another signal. */
  private static long over(Episode episode, Policy policy) {
    return episode.end() + quiet(policy, episode.lead().analytic());
  }

  /** Never shorter than a slot: two episodes that start in the same slot would share a uid. */
  private static long quiet(Policy policy, Analytic analytic) {
    long asked = Math.max(policy.findings().quietTime().toMillis(), ActivityBundle.SLOT_MILLIS);
    return Math.max(asked, Pace.of(analytic.id()));
  }
}

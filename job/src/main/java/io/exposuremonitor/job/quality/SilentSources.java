package io.exposuremonitor.job.quality;

import io.exposuremonitor.detectors.blindspot.SourcePulse;
import io.exposuremonitor.detectors.blindspot.SourceWatch;
import io.exposuremonitor.detectors.blindspot.SourceWatchState;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.finding.EpisodeState;
import io.exposuremonitor.detectors.finding.Episodes;
import io.exposuremonitor.detectors.finding.Finding;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Signal;
import io.exposuremonitor.job.simulation.Fortnight;
import io.exposuremonitor.job.simulation.Plant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Inputs of a live monitor over the pretended fortnight: one falls silent, one comes from the
 * future, and two are quiet for reasons of their own. Logs that are replayed say nothing of
 * arrival, so what sources tell is pretended itself, and the detector is asked without the job.
 */
final class SilentSources {
  private static final long HOUR = 60 * 60 * 1000L;
  private static final long DAY = 24 * HOUR;
  private static final int WEEK = 7;
  private static final int WORKDAYS = 5;
  private static final String NOBODY = "unknown";

  private static final String SILENCED = "trail";
  private static final String FORGED = "forged";
  private static final String OFFICE = "office";
  private static final String PAUSED = "paused";

  private final long start;
  private final Policy policy = Policy.defaults();

  /**
   * @param start when the fortnight begins, a Monday, epoch milliseconds
   */
  SilentSources(long start) {
    this.start = start;
  }

  /** What is planted. */
  List<Plant> plants() {
    return List.of(
        plant("for three hours of a busy day", "blindspot.source-silent", true, SILENCED),
        plant("in the evening and at weekends, as ever", "blindspot.source-silent", false, OFFICE),
        plant("while the monitor stood still", "blindspot.source-silent", false, PAUSED),
        plant("an hour ahead", "blindspot.clock-skew", true, FORGED));
  }

  private static Plant plant(String name, String id, boolean attack, String source) {
    return new Plant(name, id, attack, Set.of(NOBODY), Set.of(source));
  }

  /** Gives what is found of them. */
  void judge(Consumer<Finding> findings) {
    for (String source : List.of(SILENCED, FORGED, OFFICE, PAUSED)) {
      judge(source, findings);
    }
  }

  private void judge(String source, Consumer<Finding> findings) {
    Episodes episodes = new Episodes(Episodes.Reporting.FINAL);
    Map<String, EpisodeState> open = new HashMap<>();
    SourceWatch watch = new SourceWatch();
    Heard heard =
        new Heard(
            policy,
            signal ->
                open.compute(
                    Episodes.key(signal),
                    (key, state) -> episodes.on(state, signal, policy, findings)));
    SourceWatchState state = null;
    for (long passed = 0; passed < Fortnight.DAYS * DAY; passed += SourcePulse.PERIOD_MILLIS) {
      if (!source.equals(PAUSED) || !isWithin(passed, 10, 10, 12)) {
        state = watch.on(state, pulse(source, passed), heard);
      }
    }
    open.values().forEach(rest -> episodes.onTime(rest, Long.MAX_VALUE, policy, findings));
  }

  private SourcePulse pulse(String source, long passed) {
    long early = source.equals(FORGED) && isWithin(passed, 12, 15, 16) ? 5 : 0;
    return new SourcePulse(
        source, start + passed, records(source, passed), early, early > 0 ? HOUR : 0);
  }

  private static long records(String source, long passed) {
    boolean workday = passed / DAY % WEEK < WORKDAYS;
    long hour = passed % DAY / HOUR;
    boolean atWork = workday && hour >= 8 && hour < 18;
    if (source.equals(SILENCED) && isWithin(passed, 11, 14, 17)) {
      return 0;
    }
    return atWork ? 60 : source.equals(OFFICE) ? 0 : 6;
  }

  private static boolean isWithin(long passed, int day, int from, int to) {
    return passed >= day * DAY + from * HOUR && passed < day * DAY + to * HOUR;
  }

  /** Asks for no wake-ups, and gets none. */
  private record Heard(Policy policy, Consumer<Signal> signals) implements DetectorContext {
    @Override
    public void signal(Signal signal) {
      signals.accept(signal);
    }

    @Override
    public void wakeAt(long time) {}
  }
}

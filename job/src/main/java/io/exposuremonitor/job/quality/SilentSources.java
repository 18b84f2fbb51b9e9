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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Inputs of a live monitor over the simulated fortnight: some fall silent or send events from the
 * future, and some are quiet for good reasons. Replayed logs hold no arrival times, so the sources'
 * pulses are simulated directly, and the detector runs without the job.
 */
final class SilentSources {
  private static final long HOUR = 60 * 60 * 1000L;
  private static final long DAY = 24 * HOUR;
  private static final int WEEK = 7;
  private static final int WORKDAYS = 5;
  private static final String NOBODY = "unknown";

  private static final String SILENT = "blindspot.source-silent";
  private static final String SKEW = "blindspot.clock-skew";

  private final long start;
  private final Policy policy = Policy.defaults();

  /** The inputs: name, what each is planted for, and what it does. */
  private enum Input {
    BUSY("for three hours of a busy day", SILENT, true),
    SUNDAY("on a Sunday morning, when little comes", SILENT, true),
    MUTE("from its first day on", SILENT, true),
    OFFICE("in the evening and at weekends, as ever", SILENT, false),
    PAUSED("while the monitor stood still", SILENT, false),
    BATCH("but for ten minutes a night, as ever", SILENT, false),
    FORGED("an hour ahead", SKEW, true),
    AHEAD("one record, six minutes ahead", SKEW, true),
    BACKLOG("hours late, all at once", SKEW, false);

    private final String story;
    private final String id;
    private final boolean attack;

    Input(String story, String id, boolean attack) {
      this.story = story;
      this.id = id;
      this.attack = attack;
    }

    String source() {
      return name().toLowerCase(Locale.ROOT);
    }

    Plant plant() {
      return new Plant(story, id, attack, Set.of(NOBODY), Set.of(source()));
    }

    /** Whether the monitor checks it. */
    boolean isAsked(long passed) {
      return switch (this) {
        case MUTE -> passed >= 10 * DAY;
        case PAUSED -> !isWithin(passed, 10, 10, 12);
        case BACKLOG -> !isWithin(passed, 11, 9, 13);
        default -> true;
      };
    }

    long records(long passed) {
      boolean atWork = passed / DAY % WEEK < WORKDAYS && isDaytime(passed);
      return switch (this) {
        case BUSY -> isWithin(passed, 11, 14, 17) ? 0 : usual(atWork);
        case SUNDAY -> isWithin(passed, 13, 2, 9) ? 0 : usual(atWork);
        case MUTE -> 0;
        case OFFICE -> atWork ? 60 : 0;
        case BATCH -> passed % DAY < 2 * HOUR || passed % DAY >= 2 * HOUR + HOUR / 6 ? 0 : 25;
        case BACKLOG -> isWithin(passed, 11, 13, 14) ? 5 * usual(atWork) : usual(atWork);
        default -> usual(atWork);
      };
    }

    long early(long passed) {
      return switch (this) {
        case FORGED -> isWithin(passed, 12, 15, 16) ? 5 : 0;
        case AHEAD -> passed == 10 * DAY + 3 * HOUR ? 1 : 0;
        default -> 0;
      };
    }

    private static long usual(boolean atWork) {
      return atWork ? 60 : 6;
    }

    private static boolean isDaytime(long passed) {
      long hour = passed % DAY / HOUR;
      return hour >= 8 && hour < 18;
    }

    private static boolean isWithin(long passed, int day, int from, int to) {
      return passed >= day * DAY + from * HOUR && passed < day * DAY + to * HOUR;
    }
  }

  /**
   * @param start when the fortnight begins, a Monday, epoch milliseconds
   */
  SilentSources(long start) {
    this.start = start;
  }

  /** What is planted. */
  List<Plant> plants() {
    return Stream.of(Input.values()).map(Input::plant).toList();
  }

  /** Passes on the findings about them. */
  void judge(Consumer<Finding> findings) {
    for (Input input : Input.values()) {
      judge(input, findings);
    }
  }

  private void judge(Input input, Consumer<Finding> findings) {
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
      if (input.isAsked(passed)) {
        state = watch.on(state, pulse(input, passed), heard);
      }
    }
    open.values().forEach(rest -> episodes.onTime(rest, Long.MAX_VALUE, policy, findings));
  }

  private SourcePulse pulse(Input input, long passed) {
    long early = input.early(passed);
    long ahead = early == 0 ? 0 : input == Input.AHEAD ? HOUR / 10 : HOUR;
    return new SourcePulse(input.source(), start + passed, input.records(passed), early, ahead);
  }

  /** Needs no wake-ups, and gets none. */
  private record Heard(Policy policy, Consumer<Signal> signals) implements DetectorContext {
    @Override
    public void signal(Signal signal) {
      signals.accept(signal);
    }

    @Override
    public void wakeAt(long time) {}
  }
}

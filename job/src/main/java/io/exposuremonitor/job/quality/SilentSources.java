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
import io.exposuremonitor.detectors.text.EnumNames;
import io.exposuremonitor.job.simulation.Fortnight;
import io.exposuremonitor.job.simulation.Plant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Inputs of a live monitor over the simulated fortnight. Some fall silent or send events from the
 * future, and some are quiet for a legitimate reason. Replayed logs contain no arrival times, so
 * the pulses of the inputs are simulated, and the detector runs without the job.
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

  /**
   * The inputs with their stories and their behaviour. Times are since the start of the fortnight.
   */
  private enum Input {
    BUSY("three hours of a busy day", SILENT, true),
    SUNDAY("a Sunday morning, when traffic is low", SILENT, true),
    MUTE("every day from the first", SILENT, true),
    OFFICE("evenings and weekends, as always", SILENT, false),
    PAUSED("while the monitor was stopped", SILENT, false),
    BATCH("all but ten minutes a night, as always", SILENT, false),
    FORGED("events an hour ahead", SKEW, true),
    AHEAD("one event six minutes ahead", SKEW, true),
    BACKLOG("a backlog delivered hours late", SKEW, false);

    private final String story;
    private final String id;
    private final boolean attack;

    Input(String story, String id, boolean attack) {
      this.story = story;
      this.id = id;
      this.attack = attack;
    }

    String source() {
      return EnumNames.lowerCase(this);
    }

    Plant plant() {
      return new Plant(story, id, attack, Set.of(NOBODY), Set.of(source()));
    }

    /** Returns whether the monitor checks the input at this time since the start. */
    boolean isChecked(long passed) {
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

    /** How far the early records are ahead. */
    long aheadMillis() {
      return this == AHEAD ? HOUR / 10 : HOUR;
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
   * @param start start of the fortnight, which is a Monday, epoch milliseconds
   */
  SilentSources(long start) {
    this.start = start;
  }

  /** The stories of all inputs. */
  List<Plant> plants() {
    return Stream.of(Input.values()).map(Input::plant).toList();
  }

  /** Runs the detector over all inputs and passes on its findings. */
  void run(Consumer<Finding> findings) {
    for (Input input : Input.values()) {
      run(input, findings);
    }
  }

  private void run(Input input, Consumer<Finding> findings) {
    Episodes episodes = new Episodes(Episodes.Reporting.FINAL);
    Map<String, EpisodeState> open = new HashMap<>();
    SourceWatch watch = new SourceWatch();
    SignalCollector collector =
        new SignalCollector(
            policy,
            signal ->
                open.compute(
                    Episodes.key(signal),
                    (key, state) -> episodes.on(state, signal, policy, findings)));
    SourceWatchState state = null;
    for (long passed = 0; passed < Fortnight.DAYS * DAY; passed += SourcePulse.PERIOD_MILLIS) {
      if (input.isChecked(passed)) {
        state = watch.on(state, pulse(input, passed), collector);
      }
    }
    open.values().forEach(rest -> episodes.onTime(rest, Long.MAX_VALUE, policy, findings));
  }

  private SourcePulse pulse(Input input, long passed) {
    long early = input.early(passed);
    long ahead = early == 0 ? 0 : input.aheadMillis();
    return new SourcePulse(input.source(), start + passed, input.records(passed), early, ahead);
  }

  /** The detector needs no wake-ups, so they are ignored. */
  private record SignalCollector(Policy policy, Consumer<Signal> signals)
      implements DetectorContext {
    @Override
    public void signal(Signal signal) {
      signals.accept(signal);
    }

    @Override
    public void wakeAt(long time) {}
  }
}

package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.baseline.RateBaseline;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.BlindspotThresholds;
import org.jspecify.annotations.Nullable;

/**
 * {@code blindspot.source-silent} and {@code blindspot.clock-skew}: a dead-man's switch for each
 * source. Keyed by source.
 *
 * <p>A source is silent when it has delivered nothing for at least the policy's minimum time and
 * the number of records expected in these hours of the week has reached the policy's threshold. The
 * expectation is a {@link RateBaseline}: a Sunday that is always quiet raises no alarm, and it
 * takes months for silence to become normal. Nothing is expected of an hour of the week until it
 * was observed twice, or on two days of its kind; a source that has never delivered anything is
 * reported after a longer time.
 *
 * <p>If the hour of the last record reached half of its usual volume, records are expected only
 * from the end of that hour: a source that usually stops at ten to six has done its work for the
 * hour.
 *
 * <p>Time is taken from the pulses, which arrive even while a source is silent and event time
 * stands still. Only live sources send them, so a replay reports no silence. Hours in which the
 * monitor did not run count neither as silence nor towards the baseline. When the monitor's clock
 * is set back by more than a day, watching begins anew, with the baseline learnt so far.
 */
public final class SourceWatch implements Detector<SourceWatchState, SourcePulse> {
  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;

  /** A longer interval between pulses means that the monitor did not run. */
  private static final long BREAK_MILLIS = 5 * MINUTE_MILLIS;

  /**
   * A pulse this much older than another means that the monitor's clock was ahead and was set back.
   * It is far more than the clocks of readers differ.
   */
  private static final long SET_BACK_MILLIS = 24 * HOUR_MILLIS;

  /** Interval at which continuing silence is signalled again, to keep its episode open. */
  private static final long REPEAT_MILLIS = 15 * MINUTE_MILLIS;

  /** The readers of a source send pulses at slightly different times. */
  private static final long SETTLE_MILLIS = 2 * SourcePulse.PERIOD_MILLIS;

  @Override
  public SourceWatchState on(
      @Nullable SourceWatchState known, SourcePulse pulse, DetectorContext context) {
    SourceWatchState state = known == null ? begin(pulse) : known;
    RateBaseline rate = new RateBaseline(state.rate);
    if (state.pulse - pulse.time() > SET_BACK_MILLIS) {
      setBack(state, rate, pulse.time());
    } else if (pulse.time() - state.pulse > BREAK_MILLIS) {
      rate.unobserved(state.pulse - SETTLE_MILLIS, pulse.time());
      state.watched = pulse.time();
    }
    state.pulse = Math.max(state.pulse, pulse.time());
    if (pulse.records() > 0) {
      rate.add(pulse.time(), pulse.records());
      count(state, pulse);
      state.heard = Math.max(state.heard, pulse.time());
      state.signalled = Long.MIN_VALUE;
    }
    rate.settle(state.pulse - SETTLE_MILLIS);
    if (pulse.early() > 0) {
      context.signal(SourceSignals.clockSkew(pulse));
    }
    judge(state, rate, pulse, context);
    return state;
  }

  /** Forgets times in the future: nothing would count as silence until then. */
  private static void setBack(SourceWatchState state, RateBaseline rate, long now) {
    rate.setBack(now);
    state.pulse = now;
    state.watched = now;
    state.first = Math.min(state.first, now);
    state.heard = Math.min(state.heard, now);
    state.inHour = 0;
    state.signalled = Long.MIN_VALUE;
  }

  /** No timers: pulses are its clock. */
  @Override
  public SourceWatchState onTime(SourceWatchState state, long time, DetectorContext context) {
    return state;
  }

  /** Must run before {@code heard} advances; a late pulse for an earlier hour changes nothing. */
  private static void count(SourceWatchState state, SourcePulse pulse) {
    long hour = RateBaseline.hourOf(pulse.time());
    long last = RateBaseline.hourOf(state.heard);
    if (hour == last) {
      state.inHour += pulse.records();
    } else if (hour > last) {
      state.inHour = pulse.records();
    }
  }

  /** The time before which no further records are expected, given the last ones. */
  private static long expectedFrom(SourceWatchState state, RateBaseline rate) {
    long hour = RateBaseline.hourOf(state.heard);
    return 2 * state.inHour >= rate.usual(hour) ? (hour + 1) * HOUR_MILLIS : state.heard;
  }

  private static SourceWatchState begin(SourcePulse pulse) {
    SourceWatchState state = new SourceWatchState();
    state.first = pulse.time();
    state.pulse = pulse.time();
    state.watched = pulse.time();
    return state;
  }

  private static void judge(
      SourceWatchState state, RateBaseline rate, SourcePulse pulse, DetectorContext context) {
    BlindspotThresholds thresholds =
        context.policy().thresholds(BlindspotThresholds.class, "", pulse.source());
    long now = state.pulse;
    boolean repeats = state.signalled != Long.MIN_VALUE && now - state.signalled < REPEAT_MILLIS;
    if (repeats) {
      return;
    }
    if (state.heard == Long.MIN_VALUE) {
      if (now - state.watched >= thresholds.firstWord().toMillis()) {
        state.signalled = now;
        context.signal(SourceSignals.neverDelivered(pulse.source(), state.first, now));
      }
      return;
    }
    long since = Math.max(state.heard, state.watched);
    if (now - since >= thresholds.silence().toMillis()) {
      long missed = rate.expected(Math.max(since, expectedFrom(state, rate)), now);
      if (missed >= thresholds.missedRecords()) {
        state.signalled = now;
        context.signal(SourceSignals.silent(pulse.source(), state.heard, since, now, missed));
      }
    }
  }
}

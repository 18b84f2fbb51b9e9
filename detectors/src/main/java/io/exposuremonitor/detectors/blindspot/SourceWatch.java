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
 * <p>A source is silent when so much time has passed that so many records as the policy says would
 * usually have come in these hours of the week, and no less than it says. What is usual is a {@link
 * RateBaseline}: a Sunday that is always quiet makes no alarm, and silence can't be taught in less
 * than months. Until an hour was seen twice, or on two days of its kind, nothing is expected of it;
 * only a source that has never said anything is told of, later.
 *
 * <p>Silence counts from the end of the hour in which the source last spoke when that hour held
 * half of what is usual in it: a source that rests from ten to six on did all that it does in that
 * hour.
 *
 * <p>Time is the pulses' own: they come while a source is silent and event time stands still, and
 * only from live sources. A replay has none, and no silence either. Hours in which the monitor
 * itself did not run count neither as silence nor as usual.
 */
public final class SourceWatch implements Detector<SourceWatchState, SourcePulse> {
  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;

  /** Pulses further apart were not sent: the monitor did not run. */
  private static final long BREAK_MILLIS = 5 * MINUTE_MILLIS;

  /** Silence that goes on is told again so often, so that its episode stays open. */
  private static final long REPEAT_MILLIS = 15 * MINUTE_MILLIS;

  /** Parts of a source tell at slightly different times. */
  private static final long SETTLE_MILLIS = 2 * SourcePulse.PERIOD_MILLIS;

  @Override
  public SourceWatchState on(
      @Nullable SourceWatchState known, SourcePulse pulse, DetectorContext context) {
    SourceWatchState state = known == null ? begin(pulse) : known;
    RateBaseline rate = new RateBaseline(state.rate);
    if (pulse.time() - state.pulse > BREAK_MILLIS) {
      rate.unwatchedUntil(pulse.time());
      state.watched = pulse.time();
    }
    state.pulse = Math.max(state.pulse, pulse.time());
    if (pulse.records() > 0) {
      rate.add(pulse.time(), pulse.records());
      count(state, pulse);
      state.heard = Math.max(state.heard, pulse.time());
      state.told = Long.MIN_VALUE;
    }
    rate.settle(state.pulse - SETTLE_MILLIS);
    if (pulse.early() > 0) {
      context.signal(SourceSignals.clockSkew(pulse));
    }
    judge(state, rate, pulse, context);
    return state;
  }

  /** Asks for no wake-ups: pulses are its clock. */
  @Override
  public SourceWatchState onTime(SourceWatchState state, long time, DetectorContext context) {
    return state;
  }

  /** Before {@code heard} moves on: a part that tells late of an hour before changes nothing. */
  private static void count(SourceWatchState state, SourcePulse pulse) {
    long hour = RateBaseline.hourOf(pulse.time());
    long last = RateBaseline.hourOf(state.heard);
    if (hour == last) {
      state.inHour += pulse.records();
    } else if (hour > last) {
      state.inHour = pulse.records();
    }
  }

  /** Until when a source that was heard has done its work, as far as that is known. */
  private static long doneUntil(SourceWatchState state, RateBaseline rate) {
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
    boolean repeats = state.told != Long.MIN_VALUE && now - state.told < REPEAT_MILLIS;
    if (repeats) {
      return;
    }
    if (state.heard == Long.MIN_VALUE) {
      if (now - state.watched >= thresholds.firstWord().toMillis()) {
        state.told = now;
        context.signal(SourceSignals.neverHeard(pulse.source(), state.first, now));
      }
      return;
    }
    long since = Math.max(state.heard, state.watched);
    if (now - since >= thresholds.silence().toMillis()) {
      long missed = rate.expected(Math.max(since, doneUntil(state, rate)), now);
      if (missed >= thresholds.missedRecords()) {
        state.told = now;
        context.signal(SourceSignals.silent(pulse.source(), state.heard, since, now, missed));
      }
    }
  }
}

package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.bulkread.DistributedJudge.Verdict;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One table, all who read it, keyed by table: {@code bulk-read.distributed}. The table's total over
 * an hour or a day is twice the floor of one actor, several share in it and none explains it.
 *
 * <p>Shares can fall as well as rise with every event, so a window is judged once all of its events
 * have arrived: the lateness bound and two slots after it. An actor that crosses its own floor has
 * its own finding and is left out, so that a nightly job doesn't hide what others do beside it.
 */
public final class DistributedReadDetector implements Detector<DistributedReadState, ReadTally> {
  /** Actors told apart on one table at a time; further ones are booked as one. */
  public static final int MAX_ACTORS = 64;

  static final Actor OTHERS = new Actor(Actor.Kind.UNKNOWN, "others", "");

  @Override
  public DistributedReadState on(
      @Nullable DistributedReadState known, ReadTally tally, DetectorContext context) {
    DistributedReadState state = known == null ? new DistributedReadState() : known;
    state.table = tally.table();
    state.account = tally.account();
    state.region = tally.region();
    state.newest = Math.max(state.newest, tally.slot());
    settle(state, state.newest, context);
    long lateness = Lateness.of(context.policy());
    new TableLedger(state, lateness).add(tally);
    for (Span span : List.of(Span.HOUR, Span.DAY)) {
      context.wakeAt(span.window.end(span.window.slotOf(tally.slot())) + lateness);
    }
    context.wakeAt(Span.DAY.window.slotOf(tally.slot()) + Span.DAY.window.millis() + lateness);
    context.wakeAt(historyGone(state, lateness));
    return state;
  }

  @Override
  public @Nullable DistributedReadState onTime(
      DistributedReadState state, long time, DetectorContext context) {
    settle(state, Math.max(state.newest, time), context);
    return state.days.isEmpty() && state.history.isEmpty() ? null : state;
  }

  private static long historyGone(DistributedReadState state, long lateness) {
    return History.dayOf(state.newest) + (History.DAYS + 1) * History.DAY_MILLIS + lateness;
  }

  private static void settle(DistributedReadState state, long now, DetectorContext context) {
    long lateness = Lateness.of(context.policy());
    long settled = now - lateness;
    if (state.hoursJudgedBefore == Span.HOUR.window.slotOf(settled)) {
      // Longer slots and days begin where one of the shortest does: there is nothing new.
      return;
    }
    TableLedger ledger = new TableLedger(state, lateness);
    History history = new History(state.history, lateness);
    DistributedJudge judge = new DistributedJudge(state, ledger, history, context.policy());
    for (Span span : List.of(Span.HOUR, Span.DAY)) {
      long judgedBefore = span == Span.HOUR ? state.hoursJudgedBefore : state.daysJudgedBefore;
      SlotSeries series = ledger.series(span);
      for (Slot slot : span == Span.HOUR ? state.hours : state.days) {
        long lastSlot = series.window().slotOf(slot.first());
        if (lastSlot >= judgedBefore && series.window().end(lastSlot) <= settled) {
          Verdict verdict = judge.judge(span, lastSlot);
          if (verdict != null) {
            context.signal(signal(state, verdict, context));
          }
        }
      }
    }
    state.hoursJudgedBefore = Math.max(state.hoursJudgedBefore, Span.HOUR.window.slotOf(settled));
    state.daysJudgedBefore = Math.max(state.daysJudgedBefore, Span.DAY.window.slotOf(settled));
    ledger.settle(settled);
    history.settle(settled);
  }

  private static Signal signal(
      DistributedReadState state, Verdict verdict, DetectorContext context) {
    return new Signal(
        Analytics.DISTRIBUTED,
        Levels.fast(context.policy().table(state.table)),
        verdict.seen().confident() ? Signal.Confidence.HIGH : Signal.Confidence.MEDIUM,
        new Actor(Actor.Kind.ACCOUNT, state.account, state.account),
        state.table,
        state.account,
        state.region,
        verdict.seen().start(),
        verdict.seen().end(),
        verdict.seen().magnitude(),
        verdict.message(),
        new Evidence(
            verdict.seen().counts(), Map.of("actors", verdict.actors()), List.of(), List.of()));
  }
}

package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.bulkread.DistributedJudge.Verdict;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.BulkReadThresholds;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code bulk-read.distributed}: the reads of all actors on a table over an hour or a day are at
 * least twice the floor of a single actor, several actors contribute, and none dominates. Keyed by
 * table.
 *
 * <p>Since shares can rise or fall with every event, a window is evaluated once all of its events
 * have arrived. Only the watermark shows that, so windows are evaluated at wake-ups. The time of
 * the newest tally does not show it: tallies of a table come from many sources, and while a job is
 * catching up, some sources are hours ahead of others. An actor that crosses its own floor has its
 * own finding and is excluded, and so is one that reaches the table's floor because the policy
 * gives it a higher one, so a nightly job doesn't hide distributed reads beside it.
 */
public final class DistributedReadDetector implements Detector<DistributedReadState, ReadTally> {
  /**
   * Maximum number of distinguished actors per table; the reads of those that read least are
   * combined.
   */
  public static final int MAX_ACTORS = 64;

  /**
   * How far a tally may lag behind the newest. Timely wake-ups settle the state far earlier; a
   * replay, in which wake-ups come at the end and events in order, keeps this much.
   */
  static final long CATCH_UP_MILLIS = 24 * 60 * 60 * 1000L;

  /** Represents the actors that are not distinguished. */
  static final Actor OTHERS = new Actor(Actor.Kind.UNKNOWN, "others", "");

  @Override
  public DistributedReadState on(
      @Nullable DistributedReadState known, ReadTally tally, DetectorContext context) {
    DistributedReadState state = known == null ? new DistributedReadState() : known;
    state.table = tally.table();
    String owner = Arns.account(tally.table());
    state.account = owner.isEmpty() ? tally.account() : owner;
    state.region = tally.region();
    state.newest = Math.max(state.newest, tally.slot());
    settle(state, state.newest - Lateness.of(context.policy()) - CATCH_UP_MILLIS, context);
    new TableLedger(state)
        .add(
            tally,
            context.policy().thresholds(BulkReadThresholds.class, state.account, state.table));
    for (Span span : List.of(Span.HOUR, Span.DAY)) {
      context.wakeAt(span.window.end(span.window.slotOf(tally.slot())));
    }
    context.wakeAt(Span.DAY.window.slotOf(tally.slot()) + Span.DAY.window.millis());
    context.wakeAt(History.expiry(state.newest));
    return state;
  }

  @Override
  public @Nullable DistributedReadState onTime(
      DistributedReadState state, long time, DetectorContext context) {
    settle(state, time, context);
    return state.days.isEmpty() && state.history.isEmpty() ? null : state;
  }

  /**
   * Evaluates complete windows, then evicts slots that can't share a window with future events.
   *
   * @param settled everything before this time has arrived
   */
  private static void settle(DistributedReadState state, long settled, DetectorContext context) {
    if (Span.HOUR.window.slotOf(settled) <= state.hoursJudgedBefore) {
      return;
    }
    TableLedger ledger = new TableLedger(state);
    History history = new History(state.history, Lateness.of(context.policy()));
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
    long before = state.hoursJudgedBefore;
    state.hoursJudgedBefore = Math.max(state.hoursJudgedBefore, Span.HOUR.window.slotOf(settled));
    state.daysJudgedBefore = Math.max(state.daysJudgedBefore, Span.DAY.window.slotOf(settled));
    ledger.settle(before, settled);
    history.settle(settled);
  }

  private static Signal signal(
      DistributedReadState state, Verdict verdict, DetectorContext context) {
    return Signal.of(
            Analytics.DISTRIBUTED,
            ReadLevels.fast(context.policy().table(state.table)),
            verdict.seen().confidence())
        .about(Actor.ofAccount(state.account), state.table, state.account, state.region)
        .during(verdict.seen().start(), verdict.seen().end())
        .saying(verdict.seen().magnitude(), verdict.message(), verdict.seen().evidence());
  }
}

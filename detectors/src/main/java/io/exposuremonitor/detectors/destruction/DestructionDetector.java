package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.DestructionThresholds;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code destruction.mass-delete}: so many distinct items of a table are deleted within five
 * minutes, an hour or 24 hours that the policy's floor is reached, and more than {@code
 * historyFactor} times the most of any day before. Keyed by {@link DeletionTally#key}: what streams
 * tell and what an actor asks for are measured apart.
 *
 * <p>Judged at each tally. A count only grows as more of a window arrives, and what it is compared
 * with was settled before the window began, so the order of tallies doesn't matter; an item deleted
 * twice within a window counts once. Forgotten fourteen days after the last deletion.
 */
public final class DestructionDetector implements Detector<DestructionState, DeletionTally> {
  private static final int ITEMS = 0;

  @Override
  public DestructionState on(
      @Nullable DestructionState known, DeletionTally tally, DetectorContext context) {
    DestructionState state = known == null ? new DestructionState() : known;
    long lateness = context.policy().findings().lateness().toMillis();
    state.newest = Math.max(state.newest, tally.last());
    settle(state, state.newest - lateness, lateness);
    Observation seen = new Observation();
    for (DeletionSpan span : DeletionSpan.values()) {
      if (span.window.slotOf(tally.first()) >= span.window.oldest(state.newest - lateness)) {
        SlotSeries series = series(state, span);
        series.add(slot(tally), DistinctCount.LG_K);
        judge(series, span, tally, new History(state.history, lateness), context, seen);
      }
    }
    if (seen.magnitude() > 0) {
      context.signal(MassDelete.signal(tally, seen, table(context.policy(), tally)));
    }
    context.wakeAt(gone(state, lateness));
    return state;
  }

  @Override
  public @Nullable DestructionState onTime(
      DestructionState state, long time, DetectorContext context) {
    long lateness = context.policy().findings().lateness().toMillis();
    settle(state, Math.max(state.newest - lateness, time), lateness);
    return state.days.isEmpty() && state.history.isEmpty() ? null : state;
  }

  private static Policy.@Nullable Table table(Policy policy, DeletionTally tally) {
    return policy.table(tally.table());
  }

  private static long gone(DestructionState state, long lateness) {
    return History.dayOf(state.newest) + (History.DAYS + 1) * History.DAY_MILLIS + lateness;
  }

  private static void settle(DestructionState state, long settled, long lateness) {
    for (DeletionSpan span : DeletionSpan.values()) {
      series(state, span).settle(settled);
    }
    new History(state.history, lateness).settle(settled);
  }

  private static void judge(
      SlotSeries series,
      DeletionSpan span,
      DeletionTally tally,
      History history,
      DetectorContext context,
      Observation seen) {
    DestructionThresholds thresholds =
        context.policy().destruction(tally.actor().id(), tally.table());
    long floor = Math.max(1, span.floor(thresholds.deletes()));
    for (long lastSlot : series.windowsAround(tally.first(), tally.last())) {
      long deleted = series.distinct(lastSlot, ITEMS);
      history.observe(lastSlot, span.index, deleted);
      long start = span.window.start(lastSlot);
      long usual = history.mostBefore(start, lastSlot, span.index, thresholds.minimumHistoryDays());
      if (deleted >= floor && deleted > usual * thresholds.historyFactor()) {
        history.signalled(start, span.window.end(lastSlot));
        List<Slot> slots = series.within(lastSlot);
        seen.add(span, slots.get(0).first(), slots.get(slots.size() - 1).last(), deleted, usual);
      }
    }
  }

  private static Slot slot(DeletionTally tally) {
    return new Slot(
        tally.first(),
        (int) (tally.last() - tally.first()),
        new long[0],
        new byte[][] {tally.items()});
  }

  private static SlotSeries series(DestructionState state, DeletionSpan span) {
    return new SlotSeries(
        switch (span) {
          case FIVE_MINUTES -> state.minutes;
          case HOUR -> state.hours;
          case DAY -> state.days;
        },
        span.window);
  }
}

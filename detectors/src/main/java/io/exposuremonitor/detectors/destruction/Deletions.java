package io.exposuremonitor.detectors.destruction;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.policy.DestructionThresholds;
import java.util.List;

/**
 * Counts the distinct items that were deleted or expired, by window, and decides whether a count is
 * unusual. A view that modifies a detector's state in place. Not thread-safe.
 */
final class Deletions {
  private static final int ITEMS = 0;

  /**
   * How far the shards of a stream may be apart, six hours; deletions of shards further behind are
   * ignored. After a pause each shard catches up at its own pace, and only timers show how far the
   * slowest has come.
   */
  private static final long SKEW_MILLIS = 6 * 60 * 60 * 1000L;

  /**
   * Limits what of a window may raise a signal. Times are epoch milliseconds.
   *
   * @param since only what vanished since then counts, to the accuracy of {@link
   *     DeletionSpan#firstSlotSince}
   * @param until the first of it must have vanished by then
   */
  record Period(long since, long until) {
    /** Everything. */
    static final Period ALWAYS = new Period(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Nothing: windows are only remembered. */
    static final Period NEVER = new Period(Long.MAX_VALUE, Long.MIN_VALUE);

    private List<Slot> of(List<Slot> window, DeletionSpan span) {
      if (since == Long.MIN_VALUE) {
        return window;
      }
      long from = span.firstSlotSince(since);
      List<Slot> counted =
          window.stream().filter(slot -> span.window.slotOf(slot.first()) >= from).toList();
      boolean within =
          !counted.isEmpty()
              && counted.get(0).first() <= until
              && counted.get(counted.size() - 1).last() >= since;
      return within ? counted : List.of();
    }
  }

  private final DestructionState state;
  private final long lateness;

  /**
   * @param lateness lateness bound of deletions, milliseconds
   */
  Deletions(DestructionState state, long lateness) {
    this.state = state;
    this.lateness = lateness;
  }

  /** Adds deleted or expired items; ignores those too old for any window. */
  void add(DeletionTally tally) {
    state.newest = Math.max(state.newest, tally.last());
    long settled = state.newest - lateness - SKEW_MILLIS;
    settle(settled);
    for (DeletionSpan span : DeletionSpan.values()) {
      if (span.window.slotOf(tally.first()) >= span.window.oldest(settled)) {
        series(span)
            .add(Slot.ofSketches(tally.first(), tally.last(), tally.items()), DistinctCount.LG_K);
      }
    }
  }

  /**
   * Remembers the counts of the windows around two times and adds to {@code seen} those that are
   * unusual by what a period allows of them.
   */
  void judge(
      long from, long to, DestructionThresholds thresholds, Period period, DeletionEvidence seen) {
    History history = new History(state.history, lateness);
    for (DeletionSpan span : DeletionSpan.values()) {
      SlotSeries series = series(span);
      long floor = Math.max(1, span.floor(thresholds.deletes()));
      for (long lastSlot : series.windowsAround(from, to)) {
        List<Slot> window = series.within(lastSlot);
        long all = SlotSeries.distinct(window, ITEMS);
        history.observe(lastSlot, span.index, all);
        List<Slot> slots = all < floor ? List.of() : period.of(window, span);
        if (slots.isEmpty()) {
          continue;
        }
        long vanished = slots.size() == window.size() ? all : SlotSeries.distinct(slots, ITEMS);
        long start = span.window.start(lastSlot);
        long usual =
            history.mostBefore(start, lastSlot, span.index, thresholds.minimumHistoryDays());
        long first = slots.get(0).first();
        long last = slots.get(slots.size() - 1).last();
        if (vanished >= floor && vanished > usual * thresholds.historyFactor()) {
          history.signalled(start, span.window.end(lastSlot));
          seen.add(span, first, last, vanished, usual);
        }
      }
    }
  }

  /**
   * Evicts counts that share no window with future events, and history that no future window is
   * compared with.
   */
  void settle(long settled) {
    for (DeletionSpan span : DeletionSpan.values()) {
      series(span).settle(settled);
    }
    new History(state.history, lateness).settle(settled);
  }

  boolean isEmpty() {
    return state.days.isEmpty() && state.history.isEmpty();
  }

  /** Time at which some of the counts up to a time are no longer needed. */
  static long settling(long time) {
    return DeletionSpan.HOUR.window.end(DeletionSpan.HOUR.window.slotOf(time))
        + DeletionSpan.HOUR.window.millis();
  }

  /** Time at which all counts and history expire, unless more items are deleted or expire. */
  long gone() {
    return History.expiry(state.newest) + lateness;
  }

  private SlotSeries series(DeletionSpan span) {
    return new SlotSeries(
        switch (span) {
          case FIVE_MINUTES -> state.minutes;
          case HOUR -> state.hours;
          case DAY -> state.days;
        },
        span.window);
  }
}

package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.detection.Expiry;
import io.exposuremonitor.detectors.detection.Observation;
import io.exposuremonitor.detectors.policy.AccessThresholds;
import io.exposuremonitor.detectors.sighting.Sighting;
import io.exposuremonitor.detectors.sighting.Sighting.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code access.write-as-read} in volume: within an hour, writes return at least as many distinct
 * items of a table as the policy's floor, or three times as many within a day, to an actor that is
 * not known to read the table. It is once it has read the table for three days, with no gap longer
 * than the memory; a call that only counts items is no read. Counts successful writes that return
 * old or new values, and writes whose condition failed and that returned the existing item,
 * including those in transactions. Keyed by actor and table.
 *
 * <p>An actor with read permission has no need of this. For an actor whose writes always return
 * items, as those of some programs do, the hour or day must also exceed its history by the policy's
 * factor. A single failed write that returns its item is reported at once, without regard to
 * history, by the rule of the same id. Both concern the same actor and table, so their signals form
 * one episode.
 */
public final class ReadBackDetector implements Detector<ReadBackState, Sighting> {
  private static final int ITEMS = 0;

  /** How long an actor must have read a table before it counts as one of its readers. */
  private static final long READER_MILLIS = 3 * History.DAY_MILLIS;

  private final Observation observation;

  /**
   * @param observation when the logs were observed
   */
  public ReadBackDetector(Observation observation) {
    this.observation = observation;
  }

  /** True for a sighting that this detector uses. */
  public static boolean concerns(Sighting sighting) {
    return sighting.kind() == Kind.READ || sighting.kind() == Kind.READ_BACK;
  }

  @Override
  public @Nullable ReadBackState on(
      @Nullable ReadBackState known, Sighting sighting, DetectorContext context) {
    if (!concerns(sighting)) {
      return known;
    }
    ReadBackState state = known == null ? new ReadBackState() : known;
    AccessThresholds thresholds =
        context.thresholds(AccessThresholds.class, sighting.actor(), sighting.resource());
    Horizon horizon = context.horizon(sighting.first(), thresholds);
    if (sighting.kind() == Kind.READ) {
      state.reads = horizon.used(state.reads);
    } else {
      book(state, sighting, context);
      judge(state, sighting, thresholds, context);
      Expiry.extend(state, gone(state, context), context);
    }
    Expiry.extend(state, horizon.expiry(), context);
    return state;
  }

  @Override
  public @Nullable ReadBackState onTime(ReadBackState state, long time, DetectorContext context) {
    for (ReadBackSpan span : ReadBackSpan.values()) {
      span.of(state).settle(time - context.latenessMillis());
    }
    return Expiry.onTime(state, time, context);
  }

  private static void book(ReadBackState state, Sighting sighting, DetectorContext context) {
    state.newest = Math.max(state.newest, sighting.last());
    long settled = state.newest - context.latenessMillis();
    new History(state.history, context.latenessMillis()).settle(settled);
    for (ReadBackSpan span : ReadBackSpan.values()) {
      SlotSeries series = span.of(state);
      series.settle(settled);
      if (span.window.slotOf(sighting.first()) >= span.window.oldest(settled)) {
        series.add(
            Slot.ofSketches(sighting.first(), sighting.last(), sighting.items()),
            DistinctCount.LG_K);
      }
    }
  }

  private void judge(
      ReadBackState state,
      Sighting sighting,
      AccessThresholds thresholds,
      DetectorContext context) {
    for (ReadBackSpan span : ReadBackSpan.values()) {
      judge(state, sighting, span, thresholds, context);
    }
  }

  private void judge(
      ReadBackState state,
      Sighting sighting,
      ReadBackSpan span,
      AccessThresholds thresholds,
      DetectorContext context) {
    History history = new History(state.history, context.latenessMillis());
    SlotSeries series = span.of(state);
    for (long lastSlot : series.windowsAround(sighting.first(), sighting.last())) {
      long items = series.distinct(lastSlot, ITEMS);
      history.observe(lastSlot, span.index, items);
      long start = span.window.start(lastSlot);
      long usual = history.mostBefore(start, lastSlot, span.index, thresholds.minimumHistoryDays());
      Horizon before = context.horizon(start, thresholds);
      if (items >= span.floor(thresholds)
          && items > usual * thresholds.historyFactor()
          && before.history(state.reads) < READER_MILLIS
          && observation.isLongEnough(start, before)) {
        history.signalled(start, span.window.end(lastSlot));
        List<Slot> slots = series.within(lastSlot);
        long first = slots.get(0).first();
        long last = slots.get(slots.size() - 1).last();
        context.signal(ReadBackSignal.of(sighting, span, first, last, items, usual));
      }
    }
  }

  private static long gone(ReadBackState state, DetectorContext context) {
    return History.expiry(state.newest) + context.latenessMillis();
  }
}

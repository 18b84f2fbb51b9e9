package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.baseline.DistinctCount;
import io.exposuremonitor.detectors.baseline.History;
import io.exposuremonitor.detectors.baseline.Horizon;
import io.exposuremonitor.detectors.baseline.Slot;
import io.exposuremonitor.detectors.baseline.SlotSeries;
import io.exposuremonitor.detectors.baseline.Window;
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
 * items of a table as the policy's floor, to an actor that has not read the table within the
 * memory. Counts successful writes that return old or new values, and writes whose condition failed
 * and that returned the existing item, including those in transactions. Keyed by actor and table.
 *
 * <p>An actor with read permission has no need of this. For an actor whose writes always return
 * items, as those of some programs do, the hour must also exceed its history by the policy's
 * factor. A single failed write that returns its item is reported at once, without regard to
 * history, by the rule of the same id. Both concern the same actor and table, so their signals form
 * one episode.
 */
public final class ReadBackDetector implements Detector<ReadBackState, Sighting> {
  private static final Window HOUR = new Window(600_000, 6);
  private static final int ITEMS = 0;

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
    new SlotSeries(state.slots, HOUR).settle(time - context.latenessMillis());
    return Expiry.onTime(state, time, context);
  }

  private static void book(ReadBackState state, Sighting sighting, DetectorContext context) {
    state.newest = Math.max(state.newest, sighting.last());
    long settled = state.newest - context.latenessMillis();
    SlotSeries series = new SlotSeries(state.slots, HOUR);
    series.settle(settled);
    new History(state.history, context.latenessMillis()).settle(settled);
    if (HOUR.slotOf(sighting.first()) >= HOUR.oldest(settled)) {
      series.add(
          Slot.ofSketches(sighting.first(), sighting.last(), sighting.items()), DistinctCount.LG_K);
    }
  }

  private void judge(
      ReadBackState state,
      Sighting sighting,
      AccessThresholds thresholds,
      DetectorContext context) {
    History history = new History(state.history, context.latenessMillis());
    SlotSeries series = new SlotSeries(state.slots, HOUR);
    for (long lastSlot : series.windowsAround(sighting.first(), sighting.last())) {
      long items = series.distinct(lastSlot, ITEMS);
      history.observe(lastSlot, ITEMS, items);
      long start = HOUR.start(lastSlot);
      long usual = history.mostBefore(start, lastSlot, ITEMS, thresholds.minimumHistoryDays());
      Horizon before = context.horizon(start, thresholds);
      if (items >= thresholds.readBackItems()
          && items > usual * thresholds.historyFactor()
          && before.isNew(state.reads)
          && observation.isLongEnough(start, before)) {
        history.signalled(start, HOUR.end(lastSlot));
        List<Slot> slots = series.within(lastSlot);
        long first = slots.get(0).first();
        long last = slots.get(slots.size() - 1).last();
        context.signal(ReadBackSignal.of(sighting, first, last, items, usual));
      }
    }
  }

  private static long gone(ReadBackState state, DetectorContext context) {
    return History.expiry(state.newest) + context.latenessMillis();
  }
}

package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.baseline.RateBaseline;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.BlindspotThresholds;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * {@code blindspot.table-not-covered}: a table is alive, others of its account and region are heard
 * in CloudTrail, and it is not. Keyed by table.
 *
 * <ul>
 *   <li><b>It went dark.</b> In at least so many hours since its last data event as the policy says
 *       it was alive and silent, and so many events would have been usual in these hours of the
 *       week. A table that is written by a night batch alone, or by replication from another
 *       region, has hours with changes and without events that are usual.
 *   <li><b>It was never heard</b>, and in at least so many hours it was alive. Changes that another
 *       region's replica sends look like this too.
 * </ul>
 */
public final class TableCoverage implements Detector<TableCoverageState, TableHour> {
  /** A table without a sign of life is forgotten after 45 days. */
  private static final long MEMORY_HOURS = 45 * 24;

  /** Reports come in order but for those that are late: an hour teaches at once. */
  @Override
  public TableCoverageState on(
      @Nullable TableCoverageState known, TableHour hour, DetectorContext context) {
    TableCoverageState state = known == null ? new TableCoverageState() : known;
    TableSigns signs = hour.signs();
    state.alive = Math.max(state.alive, signs.hour());
    expireLater(state, context);
    if (signs.events() > 0) {
      RateBaseline rate = new RateBaseline(state.rate);
      rate.settle(signs.hour() * RateBaseline.HOUR_MILLIS);
      rate.add(signs.hour() * RateBaseline.HOUR_MILLIS, signs.events());
      rate.settle(signs.end());
      state.heard = Math.max(state.heard, signs.hour());
      state.dark.removeIf(dark -> dark.hour() <= state.heard);
    } else if (hour.others() > 0 && signs.hour() > state.heard) {
      note(state, new DarkHour(signs.hour(), signs.changes(), signs.counted()));
      judge(state, hour, context);
    }
    return state;
  }

  @Override
  public @Nullable TableCoverageState onTime(
      TableCoverageState state, long time, DetectorContext context) {
    if (time < state.expires) {
      return state;
    }
    state.expires = 0;
    if ((state.alive + MEMORY_HOURS) * RateBaseline.HOUR_MILLIS <= time) {
      return null;
    }
    expireLater(state, context);
    return state;
  }

  private static void expireLater(TableCoverageState state, DetectorContext context) {
    if (state.expires == 0) {
      state.expires = (state.alive + MEMORY_HOURS) * RateBaseline.HOUR_MILLIS;
      context.wakeAt(state.expires);
    }
  }

  private static void note(TableCoverageState state, DarkHour hour) {
    state.dark.removeIf(dark -> dark.hour() == hour.hour());
    state.dark.add(hour);
    state.dark.sort(Comparator.comparingLong(DarkHour::hour));
    if (state.dark.size() > BlindspotThresholds.MOST_DARK_HOURS) {
      state.dark.remove(0);
    }
  }

  private static void judge(TableCoverageState state, TableHour hour, DetectorContext context) {
    String table = hour.signs().table();
    BlindspotThresholds thresholds =
        context.policy().thresholds(BlindspotThresholds.class, Arns.account(table), table);
    if (state.heard == Long.MIN_VALUE) {
      if (state.dark.size() >= thresholds.neverHeardHours()) {
        context.signal(CoverageSignals.neverHeard(hour, state));
      }
      return;
    }
    RateBaseline rate = new RateBaseline(state.rate);
    long missed = 0;
    for (DarkHour dark : state.dark) {
      missed += Math.max(0, rate.usual(dark.hour()));
    }
    if (state.dark.size() >= thresholds.darkHours() && missed >= thresholds.missedEvents()) {
      context.signal(CoverageSignals.wentDark(hour, state, missed));
    }
  }
}

package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.arn.Arns;
import io.exposuremonitor.detectors.baseline.RateBaseline;
import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import io.exposuremonitor.detectors.policy.BlindspotThresholds;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * {@code blindspot.table-not-covered}: a table is in use but CloudTrail reports data events only of
 * other tables in its account and Region. Keyed by table.
 *
 * <ul>
 *   <li><b>It went dark.</b> Since its last data event it was in use without data events for at
 *       least the policy's number of hours, and the number of events expected in these hours of the
 *       week has reached the policy's threshold. The second condition excludes tables that
 *       regularly have hours with changes but no events, such as those written by replication from
 *       another Region.
 *   <li><b>It was never reported</b>, and was in use for at least the policy's number of hours. A
 *       table that only receives changes from a replica in another Region looks the same.
 * </ul>
 */
public final class TableCoverage implements Detector<TableCoverageState, TableHour> {
  /** State retention after the last sign of life: 45 days. */
  private static final long MEMORY_HOURS = 45 * 24;

  /** Hours arrive in order except for late ones, so each updates the baseline at once. */
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
    if (state.dark.size() > BlindspotThresholds.MAX_DARK_HOURS) {
      state.dark.remove(0);
    }
  }

  private static void judge(TableCoverageState state, TableHour hour, DetectorContext context) {
    String table = hour.signs().table();
    BlindspotThresholds thresholds =
        context.policy().thresholds(BlindspotThresholds.class, Arns.account(table), table);
    if (state.heard == Long.MIN_VALUE) {
      if (state.dark.size() >= thresholds.neverHeardHours()) {
        context.signal(CoverageSignals.neverDelivered(hour, state));
      }
      return;
    }
    RateBaseline rate = new RateBaseline(state.rate);
    long missed = 0;
    for (DarkHour dark : state.dark) {
      missed += Math.max(0, rate.usual(dark.hour()));
    }
    if (state.dark.size() >= thresholds.darkHours() && missed >= thresholds.missedEvents()) {
      context.signal(CoverageSignals.tableSilent(hour, state, missed));
    }
  }
}

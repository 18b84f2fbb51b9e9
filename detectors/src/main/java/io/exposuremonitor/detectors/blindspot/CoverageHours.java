package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.detection.Detector;
import io.exposuremonitor.detectors.detection.DetectorContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the signs of life of all tables of an account and region, and tells each hour that is
 * over once: only then is known whether others were heard when a table was not. Keyed by account
 * and region; deterministic, whatever the order of arrival within the lateness.
 *
 * <p>An hour is over when event time has passed its end by half an hour and the lateness:
 * CloudTrail delivers minutes late, and what tells of changes of items does not. What comes still
 * later is told at once, so that a table that was heard after all is taken as heard.
 */
public final class CoverageHours implements Detector<CoverageHoursState, TableSigns> {
  /** Tables and hours remembered at a time; what is beyond is told at once, as if it came late. */
  static final int MOST_SIGNS = 30_000;

  private static final long DELIVERY_MILLIS = 30 * 60_000;

  private final Consumer<TableHour> out;

  /**
   * @param out takes each table's hour; those of an hour in the order of the tables' names
   */
  public CoverageHours(Consumer<TableHour> out) {
    this.out = out;
  }

  @Override
  public CoverageHoursState on(
      @Nullable CoverageHoursState known, TableSigns signs, DetectorContext context) {
    CoverageHoursState state = known == null ? new CoverageHoursState() : known;
    String key = signs.hour() + " " + signs.table();
    boolean hasRoom = state.open.size() < MOST_SIGNS || state.open.containsKey(key);
    if (signs.hour() <= state.told || !hasRoom) {
      out.accept(new TableHour(signs, 0));
    } else {
      state.open.merge(key, signs, TableSigns::plus);
      context.wakeAt(signs.end() + DELIVERY_MILLIS);
    }
    return state;
  }

  @Override
  public CoverageHoursState onTime(CoverageHoursState state, long time, DetectorContext context) {
    Map<Long, List<TableSigns>> over = new TreeMap<>();
    for (TableSigns signs : state.open.values()) {
      if (signs.end() + DELIVERY_MILLIS <= time) {
        over.computeIfAbsent(signs.hour(), any -> new ArrayList<>()).add(signs);
      }
    }
    over.forEach((hour, tables) -> tell(tables));
    state.open.values().removeIf(signs -> over.containsKey(signs.hour()));
    state.told = over.keySet().stream().reduce(state.told, Math::max);
    return state;
  }

  private void tell(List<TableSigns> tables) {
    int heard = (int) tables.stream().filter(signs -> signs.events() > 0).count();
    tables.sort(Comparator.comparing(TableSigns::table));
    for (TableSigns signs : tables) {
      out.accept(new TableHour(signs, heard - (signs.events() > 0 ? 1 : 0)));
    }
  }
}

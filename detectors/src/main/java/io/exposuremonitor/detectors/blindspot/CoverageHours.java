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
 * Aggregates the signs of life of all tables of an account and Region by hour, and emits each hour
 * once it is complete: only then is it known whether CloudTrail reported other tables while it was
 * silent about one. Keyed by account and Region; deterministic for any order of arrival within the
 * lateness bound.
 *
 * <p>An hour is complete when event time has passed its end by 30 minutes plus the lateness bound,
 * since CloudTrail delivers minutes later than change streams. Signs that arrive later still are
 * emitted at once, so that a table reported late does not count as silent.
 */
public final class CoverageHours implements Detector<CoverageHoursState, TableSigns> {
  /** Maximum number of table hours kept; further ones are emitted at once, as if late. */
  static final int MAX_SIGNS = 30_000;

  private static final long DELIVERY_MILLIS = 30 * 60_000;

  private final Consumer<TableHour> out;

  /**
   * @param out receives each table's hour, within an hour in the order of table names
   */
  public CoverageHours(Consumer<TableHour> out) {
    this.out = out;
  }

  @Override
  public CoverageHoursState on(
      @Nullable CoverageHoursState known, TableSigns signs, DetectorContext context) {
    CoverageHoursState state = known == null ? new CoverageHoursState() : known;
    String key = signs.hour() + " " + signs.table();
    boolean hasRoom = state.open.size() < MAX_SIGNS || state.open.containsKey(key);
    if (signs.hour() <= state.emitted || !hasRoom) {
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
    over.forEach((hour, tables) -> emit(tables));
    state.open.values().removeIf(signs -> over.containsKey(signs.hour()));
    state.emitted = over.keySet().stream().reduce(state.emitted, Math::max);
    return state;
  }

  private void emit(List<TableSigns> tables) {
    int heard = (int) tables.stream().filter(signs -> signs.events() > 0).count();
    tables.sort(Comparator.comparing(TableSigns::table));
    for (TableSigns signs : tables) {
      out.accept(new TableHour(signs, heard - (signs.events() > 0 ? 1 : 0)));
    }
  }
}

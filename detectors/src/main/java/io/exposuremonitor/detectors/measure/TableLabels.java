package io.exposuremonitor.detectors.measure;

import java.util.HashMap;
import java.util.Map;

/**
 * Which tables have labels of their own. Anybody can call tables that don't exist, so tables of
 * refused calls take at most half of the room, and traffic leaves some for tables with findings.
 */
final class TableLabels {
  /** Tables kept apart; the others are {@link TableNames#OTHERS}. */
  static final int MOST = 200;

  private static final int MOST_BY_TRAFFIC = 180;
  private static final int MOST_BY_REFUSALS = 100;

  /** Bound on the count of the others. */
  private static final int MOST_COUNTED = 10_000;

  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Long> others = new HashMap<>();

  /**
   * The label of a table in a series of a metric.
   *
   * @param now the clock, epoch milliseconds
   */
  String label(String table, DomainMetric metric, long now) {
    if (table.equals(TableNames.OTHERS)) {
      return table;
    }
    if (seen.containsKey(table) || seen.size() < room(metric)) {
      seen.merge(table, now, Math::max);
      others.remove(table);
      return table;
    }
    if (others.containsKey(table) || others.size() < MOST_COUNTED) {
      others.merge(table, now, Math::max);
    }
    return TableNames.OTHERS;
  }

  /** The number of tables without a label of their own, up to {@value #MOST_COUNTED}. */
  int turnedAway() {
    return others.size();
  }

  /** The label of a table, without giving it one. */
  String label(String table) {
    return seen.containsKey(table) ? table : TableNames.OTHERS;
  }

  private static int room(DomainMetric metric) {
    return switch (metric) {
      case TABLE_DENIED_CALLS, TABLE_LAST_EVENT -> MOST_BY_REFUSALS;
      case TABLE_CALLS,
          TABLE_READ_PAGES,
          TABLE_DISTINCT_KEYS,
          TABLE_READERS,
          PARTIQL_STATEMENTS,
          ITEM_CHANGES ->
          MOST_BY_TRAFFIC;
      default -> MOST;
    };
  }

  /** Restores a table's label. */
  void restore(String table, long time) {
    if (!table.equals(TableNames.OTHERS)) {
      seen.merge(table, time, Math::max);
    }
  }

  /** Frees the labels of tables that were not seen since a time, epoch milliseconds. */
  void forgetBefore(long time) {
    seen.values().removeIf(last -> last < time);
    others.values().removeIf(last -> last < time);
  }
}

package io.exposuremonitor.detectors.measure;

import java.util.HashMap;
import java.util.Map;

/**
 * Decides which tables get their own label. Any caller can name tables that don't exist, so metrics
 * that include denied calls may use at most half of the labels; and metrics of traffic leave some
 * labels to tables with findings.
 */
final class TableLabels {
  /**
   * Maximum number of tables with their own label; the others are combined as {@link
   * TableNames#OTHERS}.
   */
  static final int MAX = 200;

  private static final int MAX_BY_TRAFFIC = 180;
  private static final int MAX_BY_DENIED_CALLS = 100;

  /** Maximum number of tables without a label that are counted. */
  private static final int MAX_COUNTED = 10_000;

  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Long> others = new HashMap<>();

  /**
   * The label of a table in a series of a metric; gives the table its own label if the limits allow
   * it.
   *
   * @param now the clock, epoch milliseconds
   */
  String label(String table, DomainMetric metric, long now) {
    if (table.equals(TableNames.OTHERS)) {
      return table;
    }
    if (seen.containsKey(table) || seen.size() < limit(metric)) {
      seen.merge(table, now, Math::max);
      others.remove(table);
      return table;
    }
    if (others.containsKey(table) || others.size() < MAX_COUNTED) {
      others.merge(table, now, Math::max);
    }
    return TableNames.OTHERS;
  }

  /** The number of tables without a label of their own, up to {@value #MAX_COUNTED}. */
  int unlabelledTables() {
    return others.size();
  }

  /** The label of a table, without giving it one of its own. */
  String label(String table) {
    return seen.containsKey(table) ? table : TableNames.OTHERS;
  }

  private static int limit(DomainMetric metric) {
    return switch (metric) {
      case TABLE_DENIED_CALLS -> MAX_BY_DENIED_CALLS;
      case TABLE_CALLS,
          TABLE_LAST_EVENT,
          TABLE_READ_PAGES,
          TABLE_DISTINCT_KEYS,
          TABLE_READERS,
          PARTIQL_STATEMENTS,
          ITEM_CHANGES ->
          MAX_BY_TRAFFIC;
      default -> MAX;
    };
  }

  /** Restores a table's label. */
  void restore(String table, long time) {
    if (!table.equals(TableNames.OTHERS)) {
      seen.merge(table, time, Math::max);
    }
  }

  /** Frees the labels of tables that have not been seen since a time, epoch milliseconds. */
  void forgetBefore(long time) {
    seen.values().removeIf(last -> last < time);
    others.values().removeIf(last -> last < time);
  }
}

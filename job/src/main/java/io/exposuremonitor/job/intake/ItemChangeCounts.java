package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.itemchange.ItemChange;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Number of changed items, by table. Immutable.
 *
 * @param byTable by the table's ARN, else its name, else {@link #UNKNOWN}; at most {@value
 *     #MAX_TABLES} tables, and the others under {@link #OTHERS}. Which tables are kept depends on
 *     the order in which they were seen
 */
public record ItemChangeCounts(Map<String, TableChanges> byTable) implements Serializable {
  /** Maximum number of tables counted separately, since they become a label of metrics. */
  static final int MAX_TABLES = 200;

  /** Label of all further tables; no table can have this name. */
  static final String OTHERS = "(other tables)";

  /** Label of changes whose record does not name a table. */
  static final String UNKNOWN = "(unknown table)";

  /** No changes. */
  public static final ItemChangeCounts NONE = new ItemChangeCounts(Map.of());

  public ItemChangeCounts {
    byTable = Collections.unmodifiableMap(new TreeMap<>(byTable));
  }

  /** The sum over all tables. */
  public TableChanges total() {
    return byTable.values().stream().reduce(TableChanges.NONE, TableChanges::plus);
  }

  ItemChangeCounts plus(List<ItemChange> changes) {
    Map<String, TableChanges> sum = new TreeMap<>(byTable);
    for (ItemChange change : changes) {
      add(sum, table(change), TableChanges.of(change));
    }
    return new ItemChangeCounts(sum);
  }

  ItemChangeCounts plus(ItemChangeCounts other) {
    Map<String, TableChanges> sum = new TreeMap<>(byTable);
    other.byTable.forEach((table, changes) -> add(sum, table, changes));
    return new ItemChangeCounts(sum);
  }

  private static void add(Map<String, TableChanges> sum, String table, TableChanges changes) {
    sum.merge(label(table, sum.keySet()), changes, TableChanges::plus);
  }

  /** The table whose item changed, as far as the record names it. */
  static String table(ItemChange change) {
    String id = change.header().table().id();
    return id.isEmpty() ? UNKNOWN : id;
  }

  /**
   * The label under which a table is counted.
   *
   * @param known labels in use
   */
  static String label(String table, Set<String> known) {
    return known.contains(table) || known.size() < MAX_TABLES ? table : OTHERS;
  }
}

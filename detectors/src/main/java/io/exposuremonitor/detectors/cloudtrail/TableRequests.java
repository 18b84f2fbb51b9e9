package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Operation;
import io.exposuremonitor.detectors.cloudtrail.Resources.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Assigns the parts of a request that names any number of tables to these tables. */
final class TableRequests {
  /**
   * The requests to one table.
   *
   * @param table ARN of the table, or empty
   * @param deletes true for the deletions of a transaction or a batch write
   */
  record Target(String table, boolean deletes) {}

  private TableRequests() {}

  /**
   * The requests of a call, in the order in which its tables are named: those to each table that
   * the items name, and an empty one to each further table that the record lists; at least one.
   */
  static Map<Target, List<Request.Part>> of(Call call, Request request) {
    boolean writesMany = writesMany(call.operation());
    Map<Target, List<Request.Part>> byTable = new LinkedHashMap<>();
    if (!request.whole().isEmpty()) {
      add(byTable, new Target(call.table(request.whole().table()), false), request.whole());
    }
    for (Request.Part part : request.parts()) {
      add(byTable, new Target(call.table(part.table()), part.deletes() && writesMany), part);
    }
    if (writesMany) {
      dropNames(byTable);
    }
    for (Named listed : call.resources().tables()) {
      if (!byTable.containsKey(new Target(listed.arn(), true))) {
        byTable.putIfAbsent(new Target(listed.arn(), false), List.of());
      }
    }
    if (byTable.isEmpty()) {
      byTable.put(new Target("", false), List.of());
    }
    return byTable;
  }

  private static boolean writesMany(Operation operation) {
    return operation == Operation.TRANSACT_WRITE_ITEMS || operation == Operation.BATCH_WRITE_ITEM;
  }

  private static void add(
      Map<Target, List<Request.Part>> byTable, Target target, Request.Part part) {
    byTable.computeIfAbsent(target, absent -> new ArrayList<>(1)).add(part);
  }

  /** Every table has a part that names it; drops that of a table with nothing but deletions. */
  private static void dropNames(Map<Target, List<Request.Part>> byTable) {
    byTable
        .entrySet()
        .removeIf(
            rest ->
                rest.getValue().stream().noneMatch(Request.Part::asks)
                    && byTable.containsKey(new Target(rest.getKey().table(), true)));
  }
}

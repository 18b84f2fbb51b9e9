package io.exposuremonitor.detectors.sensitivity;

import java.util.List;

/**
 * The classes of data that a table holds, based on all of its examined items that are still in
 * memory.
 *
 * @param table the table's ARN, or its name if the ARN is unknown
 * @param time epoch milliseconds; all earlier writes were taken into account
 * @param classes ids of the classes that enough of the items hold, in the order of {@link
 *     DataClass}; empty once the table has expired
 * @param sources ARNs of the tables that it was restored from, directly and indirectly; empty for
 *     most tables
 */
public record Holdings(String table, long time, List<String> classes, List<String> sources) {
  public Holdings {
    sources = sources == null ? List.of() : sources;
  }

  /** Creates the holdings of a table that was not restored from another. */
  public Holdings(String table, long time, List<String> classes) {
    this(table, time, classes, List.of());
  }

  /**
   * The first time after a given one at which holdings are repeated; they are repeated every four
   * hours.
   */
  public static long nextAfter(long time) {
    return Profile.RECENT.end(Profile.RECENT.slotOf(time));
  }
}

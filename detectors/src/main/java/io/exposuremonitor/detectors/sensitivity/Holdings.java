package io.exposuremonitor.detectors.sensitivity;

import java.util.List;

/**
 * The classes of data that a table holds, judging by all of its items that were examined within the
 * memory.
 *
 * @param table the table's ARN, else its name
 * @param time everything written before this was taken into account, epoch milliseconds
 * @param classes ids of the classes that enough of the items hold, in the order of {@link
 *     DataClass}; none once the table is forgotten
 * @param sources ARNs of the tables that it was restored from, and of theirs; none for most
 */
public record Holdings(String table, long time, List<String> classes, List<String> sources) {
  public Holdings {
    sources = sources == null ? List.of() : sources;
  }

  /** For a table that was not restored from another. */
  public Holdings(String table, long time, List<String> classes) {
    this(table, time, classes, List.of());
  }

  /** Holdings are repeated every four hours: the first such time after a given one. */
  public static long nextAfter(long time) {
    return Profile.RECENT.end(Profile.RECENT.slotOf(time));
  }
}

package io.exposuremonitor.detectors.sensitivity;

import java.util.List;

/**
 * Which classes of data a table holds, by all of its items that were looked at within the memory.
 *
 * @param table the table's ARN, else its name
 * @param time everything written before this was taken into account, epoch milliseconds
 * @param classes ids of the classes that enough of the items hold, in the order of {@link
 *     DataClass}; none once the table is forgotten
 */
public record Holdings(String table, long time, List<String> classes) {
  /** Holdings are told anew at such times, four hours apart: the first of them after a time. */
  public static long nextAfter(long time) {
    return Profile.RECENT.end(Profile.RECENT.slotOf(time));
  }
}

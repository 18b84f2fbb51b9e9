package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.activity.Actor;
import java.util.List;

/**
 * The sensitive data in the changes of one table within one slot of {@link Profile#RECENT}. Items
 * are counted in stored {@link io.exposuremonitor.detectors.baseline.DistinctCount}s, so an item
 * counts once, however often it changed. Contains no values.
 *
 * @param table the table's ARN, or its name if the ARN is unknown, or empty
 * @param owner represents the unknown writer; see {@link
 *     io.exposuremonitor.detectors.itemchange.TableId#owner}
 * @param region AWS Region
 * @param first time of the earliest change, epoch milliseconds
 * @param last time of the latest change, epoch milliseconds
 * @param items the examined items
 * @param classes the classes found, by attribute
 */
public record ItemTally(
    String table,
    Actor owner,
    String region,
    long first,
    long last,
    byte[] items,
    List<ClassTally> classes) {

  /**
   * A class of data found in one attribute.
   *
   * @param attribute a top-level attribute's name
   * @param dataClass the class's id
   * @param items items whose attribute holds the class
   * @param written those of them whose attribute is not known to have had the same value before;
   *     empty for classes other than credentials
   */
  public record ClassTally(String attribute, String dataClass, byte[] items, byte[] written) {}
}

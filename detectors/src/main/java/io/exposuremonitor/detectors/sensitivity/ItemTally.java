package io.exposuremonitor.detectors.sensitivity;

import io.exposuremonitor.detectors.activity.Actor;
import java.util.List;

/**
 * What the changes of one table within one slot of {@link Profile#RECENT} hold: counts of distinct
 * items, as stored {@link io.exposuremonitor.detectors.baseline.DistinctCount}s, so that an item
 * counts once, however often it came. Holds no value.
 *
 * @param table the table's ARN, else its name, else empty
 * @param owner stands for whoever wrote
 * @param region where
 * @param first time of the earliest change, epoch milliseconds
 * @param last time of the latest change, epoch milliseconds
 * @param items items looked at
 * @param classes what they hold
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
   * What one attribute holds.
   *
   * @param attribute a top-level attribute's name
   * @param dataClass the class's id
   * @param items items whose attribute holds the class
   * @param written those of them whose attribute was not the same before; empty for what is no
   *     credential
   */
  public record ClassTally(String attribute, String dataClass, byte[] items, byte[] written) {}
}

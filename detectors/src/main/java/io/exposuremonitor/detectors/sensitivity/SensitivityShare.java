package io.exposuremonitor.detectors.sensitivity;

/**
 * The share of a class of data in the items written into a table within a day.
 *
 * @param table the table's ARN or name
 * @param dataClass the class's id
 * @param time end of the day, or of the known part of an unfinished one, epoch milliseconds
 * @param items distinct items examined
 * @param holding those of them that hold the class
 */
public record SensitivityShare(
    String table, String dataClass, long time, long items, long holding) {
  /** The share as a ratio, 0 to 1. */
  public double ratio() {
    return items == 0 ? 0 : Math.min(1, (double) holding / items);
  }
}

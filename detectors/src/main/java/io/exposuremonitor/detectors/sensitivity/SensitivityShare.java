package io.exposuremonitor.detectors.sensitivity;

/**
 * How much of what was written into a table within a day holds a class of data.
 *
 * @param table the table's ARN or name
 * @param dataClass the class's id
 * @param time end of the day, or of what is known of one that goes on, epoch milliseconds
 * @param items distinct items looked at
 * @param holding those of them that hold the class
 */
public record SensitivityShare(
    String table, String dataClass, long time, long items, long holding) {
  /** The part of the items, 0 to 1. */
  public double ratio() {
    return items == 0 ? 0 : Math.min(1, (double) holding / items);
  }
}

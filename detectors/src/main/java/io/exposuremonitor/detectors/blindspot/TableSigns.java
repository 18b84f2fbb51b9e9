package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.baseline.RateBaseline;

/**
 * Signs of life of one table within one hour.
 *
 * @param place account and region, which share a trail: {@code 123456789012/eu-west-1}
 * @param table the table's ARN
 * @param hour hours since the epoch
 * @param events data events of CloudTrail about the table
 * @param changes changes of its items, those by time to live left out
 * @param counted times that its number or size was seen to have changed
 * @param last time of the latest data event, epoch milliseconds; 0 for none
 */
public record TableSigns(
    String place, String table, long hour, long events, long changes, long counted, long last) {

  /** When the hour ends, epoch milliseconds. */
  public long end() {
    return (hour + 1) * RateBaseline.HOUR_MILLIS;
  }

  /** Both together. */
  public TableSigns plus(TableSigns other) {
    return new TableSigns(
        place,
        table,
        hour,
        events + other.events,
        changes + other.changes,
        counted + other.counted,
        Math.max(last, other.last));
  }
}

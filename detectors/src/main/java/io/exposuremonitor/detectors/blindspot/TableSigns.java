package io.exposuremonitor.detectors.blindspot;

import io.exposuremonitor.detectors.baseline.RateBaseline;

/**
 * Signs of life of one table within one hour.
 *
 * @param place account and Region: {@code 123456789012/eu-west-1}
 * @param table the table's ARN
 * @param hour hours since the epoch
 * @param events CloudTrail data events on the table
 * @param changes changes of its items, except expirations by time to live
 * @param counted number of times a change of its item count or size was seen
 * @param last time of the latest data event, epoch milliseconds; 0 for none
 */
public record TableSigns(
    String place, String table, long hour, long events, long changes, long counted, long last) {

  /** The end of the hour, epoch milliseconds. */
  public long end() {
    return (hour + 1) * RateBaseline.HOUR_MILLIS;
  }

  /** The sum of both. */
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

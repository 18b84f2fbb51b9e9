package io.exposuremonitor.detectors.blindspot;

/**
 * A periodic heartbeat with the number of records that one reader of a source delivered since the
 * previous one, sent even if that is zero: silence thus arrives as an event, and wall-clock time as
 * data.
 *
 * @param source name of the input
 * @param time wall-clock time, epoch milliseconds
 * @param records CloudTrail records and item changes that arrived
 * @param early events whose time was ahead of their arrival by more than the clock tolerance
 * @param aheadMillis the greatest such lead, milliseconds; 0 for none
 */
public record SourcePulse(String source, long time, long records, long early, long aheadMillis) {
  /** Interval between pulses, milliseconds. */
  public static final long PERIOD_MILLIS = 30_000;

  /** Tolerated difference between the clocks of AWS and of the monitor, milliseconds. */
  public static final long CLOCK_TOLERANCE_MILLIS = 5 * 60_000;
}

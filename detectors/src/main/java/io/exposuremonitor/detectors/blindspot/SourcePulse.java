package io.exposuremonitor.detectors.blindspot;

/**
 * What a part of a source delivered since its pulse before, told every so often, also when it is
 * nothing: so silence arrives as an event, and the time of day as data.
 *
 * @param source name of the input
 * @param time the clock's, epoch milliseconds
 * @param records CloudTrail records and changes of items that arrived
 * @param early events whose time lay further ahead of their arrival than clocks differ
 * @param aheadMillis how far the furthest of them lay ahead, milliseconds; 0 for none
 */
public record SourcePulse(String source, long time, long records, long early, long aheadMillis) {
  /** How often a source tells, milliseconds. */
  public static final long PERIOD_MILLIS = 30_000;

  /** Clocks of AWS and of the monitor don't differ by more than this, milliseconds. */
  public static final long CLOCK_TOLERANCE_MILLIS = 5 * 60_000;
}

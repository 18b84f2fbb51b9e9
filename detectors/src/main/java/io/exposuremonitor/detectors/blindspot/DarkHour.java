package io.exposuremonitor.detectors.blindspot;

/**
 * An hour in which a table was in use but CloudTrail reported only other tables. Stored as state.
 *
 * @param hour hours since the epoch
 * @param changes item changes seen
 * @param counted number of times a change of its item count or size was seen
 */
public record DarkHour(long hour, long changes, long counted) {}

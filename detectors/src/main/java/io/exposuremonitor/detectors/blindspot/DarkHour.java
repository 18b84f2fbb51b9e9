package io.exposuremonitor.detectors.blindspot;

/**
 * An hour in which a table was alive and not heard, while others were. State: stored as it is.
 *
 * @param hour hours since the epoch
 * @param changes changes of its items that were seen
 * @param counted times that its number or size was seen to have changed
 */
public record DarkHour(long hour, long changes, long counted) {}

package io.exposuremonitor.detectors.blindspot;

/**
 * What was seen of a table in an hour that is over, beside the others of its account and region.
 *
 * @param signs the table's own
 * @param others how many other tables had data events
 */
public record TableHour(TableSigns signs, int others) {}

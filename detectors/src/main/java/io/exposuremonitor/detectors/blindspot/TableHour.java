package io.exposuremonitor.detectors.blindspot;

/**
 * A table's signs of life in a completed hour, with the activity of other tables in its account and
 * Region.
 *
 * @param signs the table's own
 * @param others number of other tables with data events
 */
public record TableHour(TableSigns signs, int others) {}

package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * A call on a table in a region that was refused, in one slot of five minutes. State: stored as it
 * is, about 500 bytes, 1.3 KB where it was tried again and again.
 *
 * @param target hash of call, table and region
 * @param table ARN of the table, or empty where the record names none
 * @param time of the earliest, epoch milliseconds
 * @param last time of the latest; what ends with this slot ends then, whichever was told first
 * @param events a few of them
 * @param use hash of what would have been done with which table, as of a {@link FirstSuccess}; 0
 *     where that is not known, or it only looks
 */
public record Refused(
    long target, String table, long time, long last, List<EventReference> events, long use) {}

package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.signal.EventReference;
import java.util.List;

/**
 * A refused call on a table in a region, in one slot of five minutes. State: stored as it is, about
 * 500 bytes, 1.3 KB when it was repeated often.
 *
 * @param target hash of call, table and region
 * @param table ARN of the table, or empty when the record names none
 * @param time of the earliest, epoch milliseconds
 * @param last time of the latest; windows that end with this slot end at this time, whichever call
 *     arrived first
 * @param events a few of them
 * @param use hash of the attempted use, as in {@link FirstSuccess}; 0 when it is unknown, or the
 *     call only looks around
 */
public record Refused(
    long target, String table, long time, long last, List<EventReference> events, long use) {}

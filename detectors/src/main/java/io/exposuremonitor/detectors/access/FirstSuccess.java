package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.signal.EventReference;

/**
 * An actor's first success in a use of a table. Stored as state, about 500 bytes.
 *
 * @param use hash of the kind of use and the table
 * @param table ARN of the table
 * @param done the name of a {@link io.exposuremonitor.detectors.sighting.Sighting.Kind}
 * @param account the account whose log recorded it
 * @param region AWS region
 * @param time time of the earliest call, epoch milliseconds
 * @param believed whether the logs had been observed for long enough to call it the first
 * @param event one of the calls
 */
public record FirstSuccess(
    long use,
    String table,
    String done,
    String account,
    String region,
    long time,
    boolean believed,
    EventReference event) {}

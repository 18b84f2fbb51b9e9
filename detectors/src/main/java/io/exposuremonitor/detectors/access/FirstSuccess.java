package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.signal.EventReference;

/**
 * An actor's first success in a use of a table. State: stored as it is, about 500 bytes.
 *
 * @param use hash of the kind of use and the table
 * @param table ARN of the table
 * @param done the name of a {@link io.exposuremonitor.detectors.sighting.Sighting.Kind}
 * @param account the account whose log recorded it
 * @param region where
 * @param time of the earliest, epoch milliseconds
 * @param believed whether the logs had been watched for long enough to call it the first
 * @param event that one
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

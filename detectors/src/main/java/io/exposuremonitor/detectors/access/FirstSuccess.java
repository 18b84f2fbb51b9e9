package io.exposuremonitor.detectors.access;

import io.exposuremonitor.detectors.signal.EventReference;

/**
 * What an actor succeeded in for the first time. State: stored as it is, about 500 bytes.
 *
 * @param use hash of what was done with which table
 * @param table ARN of the table
 * @param done what was done, the name of a {@link
 *     io.exposuremonitor.detectors.sighting.Sighting.Kind}
 * @param account the account whose log told of it
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

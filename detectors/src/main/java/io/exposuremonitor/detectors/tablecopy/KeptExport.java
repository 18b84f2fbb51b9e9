package io.exposuremonitor.detectors.tablecopy;

/**
 * An export that lies in a bucket. State: stored as it is, about 300 bytes.
 *
 * @param folder ARN of its folder
 * @param table ARN of the table that was exported
 * @param actor id of who exported it
 * @param time when, epoch milliseconds
 */
public record KeptExport(String folder, String table, String actor, long time) {}

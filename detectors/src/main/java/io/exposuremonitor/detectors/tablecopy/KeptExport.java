package io.exposuremonitor.detectors.tablecopy;

/**
 * An export that lies in a bucket. State: stored as it is, about 300 bytes.
 *
 * @param folder ARN of its folder
 * @param table ARN of the exported table
 * @param actor id of the exporting actor
 * @param time start of the export, epoch milliseconds
 */
public record KeptExport(String folder, String table, String actor, long time) {}

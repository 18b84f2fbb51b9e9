package io.exposuremonitor.detectors.tablecopy;

/**
 * An export in a bucket. Stored as state, about 300 bytes.
 *
 * @param folder ARN of its folder
 * @param table ARN of the exported table
 * @param actor id of the exporting actor
 * @param time start of the export, epoch milliseconds
 */
public record KeptExport(String folder, String table, String actor, long time) {}

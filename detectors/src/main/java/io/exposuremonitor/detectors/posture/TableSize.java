package io.exposuremonitor.detectors.posture;

import java.io.Serializable;

/**
 * The size of a table.
 *
 * @param table the table's ARN
 * @param time time of the snapshot, epoch milliseconds
 * @param sizeBytes its size, which DynamoDB updates about every six hours
 * @param itemCount its number of items, likewise
 * @param changed true if either differs from the previous snapshot, a sign that the table is in use
 */
public record TableSize(String table, long time, long sizeBytes, long itemCount, boolean changed)
    implements Serializable {}

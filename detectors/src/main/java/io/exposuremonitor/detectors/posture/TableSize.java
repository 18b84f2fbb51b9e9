package io.exposuremonitor.detectors.posture;

import java.io.Serializable;

/**
 * How large a table is.
 *
 * @param table the table's ARN
 * @param time when it was looked at, epoch milliseconds
 * @param sizeBytes as DynamoDB counted it within the last six hours
 * @param itemCount likewise
 * @param changed whether either differs from the look before, so that the table lives
 */
public record TableSize(String table, long time, long sizeBytes, long itemCount, boolean changed)
    implements Serializable {}

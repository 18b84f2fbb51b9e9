package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.Nullable;

/**
 * What the decoder has already read of a record, for rules that match only some records of a call.
 * It keeps a flood of statements that each look up one item from being evaluated by rules about
 * full scans or about items that failed conditions return.
 *
 * @param eventSource the record's {@code eventSource}
 * @param eventName the record's {@code eventName}
 * @param failed whether it has an {@code errorCode}
 * @param parameters whether it has {@code requestParameters}: neither null nor the marker that
 *     replaces omitted ones
 * @param fullScan false if it contains PartiQL statements none of which reads a whole table;
 *     otherwise true
 * @param returnOnFailure false if it contains PartiQL statements none of which says what to return
 *     if its condition fails; otherwise true
 * @param userAgent empty if absent; null if it is not text
 */
public record RecordOutline(
    String eventSource,
    String eventName,
    boolean failed,
    boolean parameters,
    boolean fullScan,
    boolean returnOnFailure,
    @Nullable String userAgent) {}

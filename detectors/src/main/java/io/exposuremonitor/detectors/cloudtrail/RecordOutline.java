package io.exposuremonitor.detectors.cloudtrail;

import org.jspecify.annotations.Nullable;

/**
 * What a decoder has read of a record, for rules that want only some records of a call: so that a
 * flood of statements that look up an item each never waits for rules that look at whole tables.
 *
 * @param eventSource CloudTrail's
 * @param eventName CloudTrail's
 * @param failed whether it has an {@code errorCode}
 * @param parameters whether it has {@code requestParameters}: not null, and not the marker that
 *     they were left out
 * @param fullScan false when it names PartiQL statements none of which reads a whole table; true
 *     also when that is not known
 * @param userAgent empty when there is none; null when it is no text
 */
public record RecordOutline(
    String eventSource,
    String eventName,
    boolean failed,
    boolean parameters,
    boolean fullScan,
    @Nullable String userAgent) {}

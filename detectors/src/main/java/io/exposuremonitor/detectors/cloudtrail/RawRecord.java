package io.exposuremonitor.detectors.cloudtrail;

/**
 * One undecoded CloudTrail record, without its envelope, plus the properties by which receivers can
 * ignore most records without parsing them.
 *
 * @param source its {@code eventSource}
 * @param name its {@code eventName}
 * @param failed whether it has an {@code errorCode}
 * @param json a JSON object in UTF-8; the receiver owns the array
 */
public record RawRecord(String source, String name, boolean failed, byte[] json) {}

package io.exposuremonitor.detectors.cloudtrail;

/**
 * One CloudTrail record as it came, without its envelope.
 *
 * @param json a JSON object in UTF-8; the receiver owns the array
 */
public record RawRecord(byte[] json) {}

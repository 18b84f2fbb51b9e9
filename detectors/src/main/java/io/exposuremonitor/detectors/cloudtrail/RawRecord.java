package io.exposuremonitor.detectors.cloudtrail;

/**
 * One CloudTrail record as it came, without its envelope, and what the decoder knows of it, so that
 * who wants few calls need not look into all.
 *
 * @param source its {@code eventSource}
 * @param name its {@code eventName}
 * @param failed whether it has an {@code errorCode}
 * @param json a JSON object in UTF-8; the receiver owns the array
 */
public record RawRecord(String source, String name, boolean failed, byte[] json) {}

package io.exposuremonitor.detectors.bulkread;

/**
 * One event of {@link ReadVolumeState}'s sample. State: stored as it is.
 *
 * @param time epoch milliseconds
 * @param hash of its event id
 * @param path how it read
 * @param eventId CloudTrail's id of it
 * @param origin where it came from: index into the state's origins
 */
public record SampledRead(long time, long hash, ReadPath path, String eventId, int origin) {}

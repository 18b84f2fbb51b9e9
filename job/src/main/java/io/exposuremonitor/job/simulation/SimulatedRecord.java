package io.exposuremonitor.job.simulation;

/**
 * One CloudTrail record and where it belongs.
 *
 * @param time {@code eventTime}, epoch milliseconds
 * @param account the account whose trail logs it
 * @param region the region whose trail logs it
 * @param eventId {@code eventID}
 * @param json the record as UTF-8 JSON, without a line end
 */
public record SimulatedRecord(
    long time, String account, String region, String eventId, byte[] json) {}

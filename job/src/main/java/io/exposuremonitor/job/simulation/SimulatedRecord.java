package io.exposuremonitor.job.simulation;

/**
 * A CloudTrail record with the properties that determine its log file.
 *
 * @param time {@code eventTime}, epoch milliseconds
 * @param account the account whose trail logs it
 * @param region the Region whose trail logs it
 * @param eventId {@code eventID}
 * @param json the record as UTF-8 JSON, without a line terminator
 */
public record SimulatedRecord(
    long time, String account, String region, String eventId, byte[] json) {}

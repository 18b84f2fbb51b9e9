package io.exposuremonitor.detectors.consumer;

/**
 * How many read a stream now: in the newest slot of 15 minutes that saw any.
 *
 * @param source ARN of the table whose change stream it is, or of the Kinesis stream
 * @param known readers that were expected
 * @param unknown readers that were not
 */
public record StreamReaders(String source, int known, int unknown) {}

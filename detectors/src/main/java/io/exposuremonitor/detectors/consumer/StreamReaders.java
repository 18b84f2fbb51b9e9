package io.exposuremonitor.detectors.consumer;

/**
 * The number of current readers of a stream: those in the newest slot of 15 minutes that has any.
 *
 * @param source ARN of the table whose change stream it is, or of the Kinesis stream
 * @param known readers that were expected
 * @param unknown readers that were not
 */
public record StreamReaders(String source, int known, int unknown) {}

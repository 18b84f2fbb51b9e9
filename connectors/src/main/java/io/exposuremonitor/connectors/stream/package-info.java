/**
 * The Flink source shared by Kinesis data streams and DynamoDB Streams, and the port that hides the
 * services from it.
 */
@NullMarked
package io.exposuremonitor.connectors.stream;

import org.jspecify.annotations.NullMarked;

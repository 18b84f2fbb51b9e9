/**
 * The Flink source that Kinesis data streams and DynamoDB Streams share, and the port that hides
 * the services from it.
 */
@NullMarked
package io.exposuremonitor.connectors.stream;

import org.jspecify.annotations.NullMarked;

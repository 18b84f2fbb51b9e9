/** DynamoDB Streams behind the port that Kinesis shares: several tables' streams in one source. */
@NullMarked
package io.exposuremonitor.connectors.dynamodbstreams;

import org.jspecify.annotations.NullMarked;

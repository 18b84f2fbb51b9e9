/**
 * What Kinesis data streams and DynamoDB Streams have in common, as pure data and state machines:
 * shards and their lineage, positions, the ledger of splits, gaps. No engine, no AWS, no clock.
 */
@NullMarked
package io.exposuremonitor.connectors.shard;

import org.jspecify.annotations.NullMarked;

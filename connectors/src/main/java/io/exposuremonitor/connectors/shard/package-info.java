/**
 * The concepts shared by Kinesis data streams and DynamoDB Streams, as pure data and state
 * machines: shards and their lineage, positions, the ledger of splits, gaps. Independent of the
 * engine, AWS and the clock.
 */
@NullMarked
package io.exposuremonitor.connectors.shard;

import org.jspecify.annotations.NullMarked;

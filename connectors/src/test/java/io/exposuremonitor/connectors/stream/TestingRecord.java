package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.ShardKey;

/**
 * A record of {@link TestingStreams}.
 *
 * @param shard where it lies
 * @param index its number in the shard, from 0
 * @param arrival when it arrived, epoch milliseconds
 */
public record TestingRecord(ShardKey shard, int index, long arrival) {}

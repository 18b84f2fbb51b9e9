package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.shard.HashRange;
import io.exposuremonitor.connectors.shard.Shard;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;

/** Converts the service's shards into the port's. */
final class KinesisShards {
  private KinesisShards() {}

  static Shard listed(software.amazon.awssdk.services.kinesis.model.Shard shard) {
    List<String> parents =
        Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
            .filter(id -> id != null && !id.isEmpty())
            .toList();
    boolean closed = shard.sequenceNumberRange().endingSequenceNumber() != null;
    return new Shard(
        shard.shardId(),
        parents,
        range(shard.hashKeyRange()),
        closed,
        shard.sequenceNumberRange().startingSequenceNumber());
  }

  /**
   * Converts the children that the end of their parent names, without their first sequence numbers.
   * They may be closed by now, too.
   */
  static List<Shard> children(List<ChildShard> named) {
    return named.stream()
        .map(
            child ->
                new Shard(
                    child.shardId(), child.parentShards(), range(child.hashKeyRange()), false))
        .toList();
  }

  private static HashRange range(HashKeyRange range) {
    return new HashRange(
        new BigInteger(range.startingHashKey()), new BigInteger(range.endingHashKey()));
  }
}

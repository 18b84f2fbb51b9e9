package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.shard.HashRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.SequenceNumberRange;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A shard of {@link FakeKinesis}. */
final class FakeShard {
  final String id;
  final List<String> parents;
  final HashRange range;
  final long start;
  final List<Record> records = new ArrayList<>();
  boolean closed;

  FakeShard(String id, List<String> parents, HashRange range, long start) {
    this.id = id;
    this.parents = parents;
    this.range = range;
    this.start = start;
  }

  List<Record> behind(long sequence, Instant keptFrom) {
    return records.stream()
        .filter(each -> Long.parseLong(each.sequenceNumber()) > sequence)
        .filter(each -> !each.approximateArrivalTimestamp().isBefore(keptFrom))
        .toList();
  }

  long lastBefore(Instant time) {
    return records.stream()
        .filter(each -> each.approximateArrivalTimestamp().isBefore(time))
        .mapToLong(each -> Long.parseLong(each.sequenceNumber()))
        .max()
        .orElse(-1);
  }

  /** Whether no record with this sequence number is kept; there may never have been one. */
  boolean isTrimmed(long sequence, Instant keptFrom) {
    return records.stream()
        .filter(each -> !each.approximateArrivalTimestamp().isBefore(keptFrom))
        .noneMatch(each -> Long.parseLong(each.sequenceNumber()) == sequence);
  }

  Shard listed() {
    return Shard.builder()
        .shardId(id)
        .parentShardId(parents.isEmpty() ? null : parents.get(0))
        .adjacentParentShardId(parents.size() < 2 ? null : parents.get(1))
        .hashKeyRange(keys())
        .sequenceNumberRange(
            SequenceNumberRange.builder()
                .startingSequenceNumber(Long.toString(start))
                .endingSequenceNumber(closed ? Long.toString(Long.MAX_VALUE) : null)
                .build())
        .build();
  }

  ChildShard named() {
    return ChildShard.builder().shardId(id).parentShards(parents).hashKeyRange(keys()).build();
  }

  private HashKeyRange keys() {
    return HashKeyRange.builder()
        .startingHashKey(range.from().toString())
        .endingHashKey(range.to().toString())
        .build();
  }
}

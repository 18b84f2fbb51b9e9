package io.exposuremonitor.connectors.kinesis;

import io.exposuremonitor.connectors.shard.HashRange;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** A stream of {@link FakeKinesis}. */
final class FakeStream {
  final Instant created;
  final List<FakeShard> shards = new ArrayList<>();
  Duration retention = Duration.ofHours(24);
  private final LongSupplier nextSequence;
  private int ids;

  /**
   * @param nextSequence sequence number of the next record, wherever it is put
   */
  FakeStream(Instant created, LongSupplier nextSequence) {
    this.created = created;
    this.nextSequence = nextSequence;
  }

  void add(List<String> parents, HashRange range) {
    String id = String.format("shardId-%012d", ids++);
    shards.add(new FakeShard(id, parents, range, nextSequence.getAsLong()));
  }

  FakeShard shard(String id) {
    return shards.stream()
        .filter(shard -> shard.id.equals(id))
        .findFirst()
        .orElseThrow(() -> ResourceNotFoundException.builder().message("no such shard").build());
  }

  void put(byte[] data, long sequence, Instant now) {
    List<FakeShard> open = shards.stream().filter(shard -> !shard.closed).toList();
    String key = "key-" + Arrays.hashCode(data);
    open.get(Math.floorMod(key.hashCode(), open.size()))
        .records
        .add(
            Record.builder()
                .data(SdkBytes.fromByteArray(data))
                .partitionKey(key)
                .sequenceNumber(Long.toString(sequence))
                .approximateArrivalTimestamp(now)
                .build());
  }

  void split(String id) {
    FakeShard parent = shard(id);
    parent.closed = true;
    BigInteger middle = parent.range.from().add(parent.range.to()).shiftRight(1);
    add(List.of(id), new HashRange(parent.range.from(), middle));
    add(List.of(id), new HashRange(middle.add(BigInteger.ONE), parent.range.to()));
  }

  void merge(String id, String adjacent) {
    FakeShard one = shard(id);
    FakeShard other = shard(adjacent);
    one.closed = true;
    other.closed = true;
    add(List.of(id, adjacent), new HashRange(one.range.from(), other.range.to()));
  }

  List<ChildShard> children(String id) {
    return shards.stream()
        .filter(shard -> shard.parents.contains(id))
        .map(FakeShard::named)
        .toList();
  }
}

package io.exposuremonitor.connectors.shard;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A stream that grows, splits and merges at random: what the ledger's simulation reads. */
final class ShardWorld {
  static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/world";
  private static final int MAX_SHARDS = 40;

  private final Random random;
  private final Map<String, Shard> shards = new LinkedHashMap<>();
  private final Map<String, Integer> records = new HashMap<>();

  ShardWorld(Random random, int initial) {
    this.random = random;
    for (int i = 0; i < initial; i++) {
      create(List.of());
    }
  }

  static ShardKey key(String id) {
    return new ShardKey(STREAM, id);
  }

  List<Shard> listing() {
    return List.copyOf(shards.values());
  }

  Shard shard(String id) {
    return shards.get(id);
  }

  int records(String id) {
    return records.get(id);
  }

  List<Shard> childrenOf(String id) {
    return shards.values().stream().filter(shard -> shard.parents().contains(id)).toList();
  }

  void write() {
    Shard shard = anyOpen();
    records.merge(shard.id(), 1 + random.nextInt(3), Integer::sum);
  }

  void reshard() {
    if (shards.size() > MAX_SHARDS) {
      return;
    }
    Shard first = anyOpen();
    if (random.nextInt(3) == 0) {
      Shard second = anyOpen();
      if (!second.equals(first)) {
        close(first);
        close(second);
        create(List.of(first.id(), second.id()));
      }
    } else {
      close(first);
      create(List.of(first.id()));
      create(List.of(first.id()));
    }
  }

  ReadHistory history(List<ReadHistory.Read> reads) {
    Map<ShardKey, Integer> written = new LinkedHashMap<>();
    Map<ShardKey, List<ShardKey>> parents = new HashMap<>();
    records.forEach((id, count) -> written.put(key(id), count));
    shards.forEach(
        (id, shard) ->
            parents.put(key(id), shard.parents().stream().map(ShardWorld::key).toList()));
    return new ReadHistory(written, parents, reads);
  }

  private void create(List<String> parents) {
    String id = "shard-" + String.format("%03d", shards.size());
    HashRange range = new HashRange(BigInteger.ZERO, BigInteger.TEN);
    shards.put(id, new Shard(id, parents, range, false));
    records.put(id, random.nextInt(4));
  }

  private void close(Shard shard) {
    shards.put(shard.id(), new Shard(shard.id(), shard.parents(), shard.hashRange(), true));
  }

  private Shard anyOpen() {
    List<Shard> open = new ArrayList<>(shards.values());
    open.removeIf(Shard::closed);
    return open.get(random.nextInt(open.size()));
  }
}

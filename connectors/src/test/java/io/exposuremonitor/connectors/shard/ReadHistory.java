package io.exposuremonitor.connectors.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was written and what of it was emitted, for {@link Guarantee}s to judge.
 *
 * @param written how many records each shard holds; they are numbered from 0
 * @param parents the shards that each shard came from
 * @param reads what was emitted and not rolled back, in order
 */
public record ReadHistory(
    Map<ShardKey, Integer> written, Map<ShardKey, List<ShardKey>> parents, List<Read> reads) {

  /** An emitted record. */
  public record Read(ShardKey shard, int index) {}

  /** Indexes in {@link #reads} of a shard's records. */
  List<Integer> placesOf(ShardKey shard) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < reads.size(); place++) {
      if (reads.get(place).shard().equals(shard)) {
        places.add(place);
      }
    }
    return places;
  }
}

package io.exposuremonitor.connectors.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shard's records are emitted in order, and a child's after its parents', judged by the first
 * emission of each. Valid where B is a child of A: {@code A0 A1 B0}, {@code A0 A1 A1 B0}, {@code A0
 * A1 B0 A0 A1 B0}. Invalid: {@code A1 A0}, {@code A0 B0 A1}.
 */
public final class LineageOrder implements Guarantee {
  @Override
  public void check(ReadHistory history) {
    Map<ReadHistory.Read, Integer> firstPlaces = new HashMap<>();
    List<ReadHistory.Read> reads = history.reads();
    for (int place = 0; place < reads.size(); place++) {
      firstPlaces.putIfAbsent(reads.get(place), place);
    }
    history
        .written()
        .forEach(
            (shard, count) -> {
              int previous = parentsEnd(history, shard, firstPlaces);
              for (int index = 0; index < count; index++) {
                Integer place = firstPlaces.get(new ReadHistory.Read(shard, index));
                if (place != null) {
                  assertThat(place)
                      .as("record %s of %s was emitted before its predecessor", index, shard)
                      .isGreaterThan(previous);
                  previous = place;
                }
              }
            });
  }

  private static int parentsEnd(
      ReadHistory history, ShardKey shard, Map<ReadHistory.Read, Integer> firstPlaces) {
    int end = -1;
    for (ShardKey parent : history.parents().getOrDefault(shard, List.of())) {
      int count = history.written().getOrDefault(parent, 0);
      for (int index = 0; index < count; index++) {
        end = Math.max(end, firstPlaces.getOrDefault(new ReadHistory.Read(parent, index), -1));
      }
    }
    return end;
  }
}

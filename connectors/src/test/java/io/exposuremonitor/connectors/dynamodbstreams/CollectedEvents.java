package io.exposuremonitor.connectors.dynamodbstreams;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.stream.StreamEvents;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a service told, for a test to look at. */
final class CollectedEvents implements StreamEvents {
  final List<CoverageGap> gaps = new CopyOnWriteArrayList<>();
  private final Map<Count, Integer> counts =
      Collections.synchronizedMap(new EnumMap<>(Count.class));

  int of(Count what) {
    return counts.getOrDefault(what, 0);
  }

  @Override
  public void count(Count what) {
    counts.merge(what, 1, Integer::sum);
  }

  @Override
  public void gap(CoverageGap gap) {
    gaps.add(gap);
  }
}

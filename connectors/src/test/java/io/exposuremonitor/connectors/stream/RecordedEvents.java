package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the events of a service, for tests. */
public final class RecordedEvents implements StreamEvents {
  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private final List<CoverageGap> gaps = new CopyOnWriteArrayList<>();

  @Override
  public synchronized void count(Count what) {
    counts.merge(what, 1L, Long::sum);
  }

  @Override
  public void failed(StreamException error) {
    count(
        error.kind() == StreamException.Kind.THROTTLED
            ? Count.THROTTLED_READS
            : Count.RETRIED_CALLS);
  }

  @Override
  public void gap(CoverageGap gap) {
    gaps.add(gap);
  }

  /** How often an event was counted. */
  public synchronized long counted(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /** The reported gaps, in order. */
  public List<CoverageGap> gaps() {
    return List.copyOf(gaps);
  }
}

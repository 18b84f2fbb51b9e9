package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Handles the events of the enumerator's calls: counts them, and keeps gaps until the coordinator's
 * thread takes, counts and forwards them. Thread-safe.
 */
final class EnumeratorEvents implements StreamEvents {
  private final CallCounters calls;
  private final Queue<CoverageGap> gaps = new ConcurrentLinkedQueue<>();

  EnumeratorEvents(CallCounters calls) {
    this.calls = calls;
  }

  @Override
  public void count(Count what) {
    calls.count(what);
  }

  @Override
  public void failed(StreamException error) {
    calls.failed(error);
  }

  @Override
  public void gap(CoverageGap gap) {
    gaps.add(gap);
  }

  /** Returns the gaps reported since the last call. */
  List<CoverageGap> takeGaps() {
    List<CoverageGap> taken = new ArrayList<>();
    CoverageGap gap;
    while ((gap = gaps.poll()) != null) {
      taken.add(gap);
    }
    return taken;
  }
}

package io.exposuremonitor.connectors.stream;

import io.exposuremonitor.connectors.shard.CoverageGap;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What happens in the enumerator's calls: counted, and gaps kept until the coordinator's thread
 * takes them, which counts them and sends them on their way. Thread-safe.
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

  /** Gaps that were told of since the last time. */
  List<CoverageGap> takeGaps() {
    List<CoverageGap> taken = new ArrayList<>();
    CoverageGap gap;
    while ((gap = gaps.poll()) != null) {
      taken.add(gap);
    }
    return taken;
  }
}

package io.exposuremonitor.connectors.leases;

import io.exposuremonitor.connectors.shard.CoverageGap;
import io.exposuremonitor.connectors.stream.StreamException;
import java.util.ArrayList;
import java.util.List;

/** Records all events. */
final class RecordedLeaseEvents implements LeaseEvents {
  final List<Count> counts = new ArrayList<>();
  final List<CoverageGap> gaps = new ArrayList<>();
  final List<StreamException.Kind> failures = new ArrayList<>();
  int items;
  int unreadable;
  int missing;

  @Override
  public void failed(StreamException failure) {
    failures.add(failure.kind());
  }

  @Override
  public void read(int count) {
    items += count;
  }

  @Override
  public void unreadable(int count) {
    unreadable += count;
  }

  @Override
  public void passed(int missingTables) {
    missing = missingTables;
  }

  @Override
  public void count(Count what) {
    counts.add(what);
  }

  @Override
  public void gap(CoverageGap gap) {
    gaps.add(gap);
  }
}

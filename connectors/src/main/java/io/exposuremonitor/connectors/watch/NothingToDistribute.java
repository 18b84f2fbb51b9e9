package io.exposuremonitor.connectors.watch;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.jspecify.annotations.Nullable;

/** An enumerator without splits: the reader knows what to read. */
final class NothingToDistribute implements SplitEnumerator<WatchSplit, WatchSplit> {
  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<WatchSplit> splits, int subtask) {}

  @Override
  public void addReader(int subtask) {}

  @Override
  public WatchSplit snapshotState(long checkpointId) {
    return new WatchSplit();
  }

  @Override
  public void close() {}
}

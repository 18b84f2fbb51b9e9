package io.exposuremonitor.connectors.leases;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives the tables to one reader. Its state is whether a reader has them. */
final class LeaseEnumerator implements SplitEnumerator<LeaseSplit, Boolean> {
  private final SplitEnumeratorContext<LeaseSplit> context;
  private boolean assigned;

  LeaseEnumerator(SplitEnumeratorContext<LeaseSplit> context, boolean assigned) {
    this.context = context;
    this.assigned = assigned;
  }

  @Override
  public void start() {
    // Readers come by themselves.
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    // Nobody asks: the tables are given to the first reader that comes.
  }

  @Override
  public void addReader(int subtask) {
    if (!assigned) {
      assigned = true;
      context.assignSplit(LeaseSplit.TABLES, subtask);
    }
  }

  @Override
  public void addSplitsBack(List<LeaseSplit> splits, int subtask) {
    if (!splits.isEmpty()) {
      assigned = false;
      context.registeredReaders().keySet().stream()
          .filter(other -> other != subtask)
          .findFirst()
          .ifPresent(this::addReader);
    }
  }

  @Override
  public Boolean snapshotState(long checkpoint) {
    return assigned;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}

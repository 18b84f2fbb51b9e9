package io.exposuremonitor.connectors.inventory;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives the one split to the first reader, and again after it was lost. Coordinator thread. */
final class InventoryEnumerator implements SplitEnumerator<InventorySplit, Boolean> {
  private final SplitEnumeratorContext<InventorySplit> context;
  private boolean assigned;

  /**
   * @param assigned whether a reader's state holds the split
   */
  InventoryEnumerator(SplitEnumeratorContext<InventorySplit> context, boolean assigned) {
    this.context = context;
    this.assigned = assigned;
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<InventorySplit> splits, int subtask) {
    assigned = false;
    context.registeredReaders().keySet().stream().findFirst().ifPresent(this::addReader);
  }

  @Override
  public void addReader(int subtask) {
    if (!assigned) {
      assigned = true;
      context.assignSplit(InventorySplit.ALL, subtask);
    }
  }

  @Override
  public Boolean snapshotState(long checkpoint) {
    return assigned;
  }

  @Override
  public void close() {}
}

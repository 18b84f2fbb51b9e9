package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.itemchange.ItemChange;
import java.util.List;
import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * Counts item changes for the engine's accumulators. Updated by the task's thread; the engine may
 * copy it at any time on another thread, so each count is a new immutable value.
 */
public final class ItemChangeAccumulator
    implements Accumulator<List<ItemChange>, ItemChangeCounts> {
  private static final long serialVersionUID = 1L;

  private volatile ItemChangeCounts counts = ItemChangeCounts.NONE;

  @Override
  public void add(List<ItemChange> changes) {
    if (!changes.isEmpty()) {
      counts = counts.plus(changes);
    }
  }

  @Override
  public ItemChangeCounts getLocalValue() {
    return counts;
  }

  @Override
  public void resetLocal() {
    counts = ItemChangeCounts.NONE;
  }

  @Override
  public void merge(Accumulator<List<ItemChange>, ItemChangeCounts> other) {
    counts = counts.plus(other.getLocalValue());
  }

  @Override
  public ItemChangeAccumulator clone() {
    ItemChangeAccumulator copy = new ItemChangeAccumulator();
    copy.counts = counts;
    return copy;
  }
}

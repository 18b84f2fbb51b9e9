package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.SlotSample;
import java.util.Comparator;

/**
 * One table that an actor read within a slot. State: stored as it is.
 *
 * @param slot start of the slot, epoch milliseconds
 * @param name of the table
 */
public record SampledTable(long slot, String name) {
  private static final Comparator<SampledTable> BY_NAME =
      Comparator.comparing(SampledTable::name).thenComparingLong(SampledTable::slot);

  /** By name. */
  static final class Order implements SlotSample.Order<SampledTable> {
    @Override
    public long time(SampledTable table) {
      return table.slot;
    }

    @Override
    public Object group(SampledTable table) {
      return true;
    }

    @Override
    public Object name(SampledTable table) {
      return table.name;
    }

    @Override
    public int compare(SampledTable one, SampledTable other) {
      return BY_NAME.compare(one, other);
    }
  }
}

package io.exposuremonitor.detectors.bulkread;

import io.exposuremonitor.detectors.baseline.Sampled;
import java.util.Comparator;

/**
 * A sampled table that an actor read within a slot. State: stored as it is.
 *
 * @param slot start of the slot, epoch milliseconds
 * @param name of the table
 */
public record SampledTable(long slot, String name)
    implements Sampled<SampledTable>, Comparable<SampledTable> {
  private static final Comparator<SampledTable> BY_NAME =
      Comparator.comparing(SampledTable::name).thenComparingLong(SampledTable::slot);

  @Override
  public long time() {
    return slot;
  }

  @Override
  public Object group() {
    return true;
  }

  @Override
  public boolean isNamesake(SampledTable other) {
    return name.equals(other.name);
  }

  @Override
  public int compareTo(SampledTable other) {
    return BY_NAME.compare(this, other);
  }
}

package io.exposuremonitor.job.topology;

import io.exposuremonitor.detectors.itemchange.ItemChange;
import java.io.Serializable;

/**
 * How many changes of a table's items were read; a record that came twice counts twice.
 *
 * @param inserts items that are new
 * @param modifies items that are others now
 * @param removes items that are gone
 * @param expired the part of {@code removes} that expired
 * @param unreadableValues values of these items that could not be read
 */
public record TableChanges(
    long inserts, long modifies, long removes, long expired, long unreadableValues)
    implements Serializable {

  static TableChanges of(ItemChange change) {
    int expired = change.header().byTimeToLive() ? 1 : 0;
    int unreadable = change.unreadableValues();
    return switch (change.header().kind()) {
      case INSERT -> new TableChanges(1, 0, 0, expired, unreadable);
      case MODIFY -> new TableChanges(0, 1, 0, expired, unreadable);
      case REMOVE -> new TableChanges(0, 0, 1, expired, unreadable);
    };
  }

  /** Both together. */
  public TableChanges plus(TableChanges other) {
    return new TableChanges(
        inserts + other.inserts,
        modifies + other.modifies,
        removes + other.removes,
        expired + other.expired,
        unreadableValues + other.unreadableValues);
  }

  /** Changes in all. */
  public long total() {
    return inserts + modifies + removes;
  }
}

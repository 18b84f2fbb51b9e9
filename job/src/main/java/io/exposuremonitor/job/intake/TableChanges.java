package io.exposuremonitor.job.intake;

import io.exposuremonitor.detectors.itemchange.ChangeKind;
import io.exposuremonitor.detectors.itemchange.Images;
import io.exposuremonitor.detectors.itemchange.ItemChange;
import java.io.Serializable;

/**
 * Number of changes of a table's items that were read; a record that was delivered twice counts
 * twice.
 *
 * @param inserts new items
 * @param modifies modified items
 * @param removes removed items
 * @param expired the removed items that expired
 * @param unreadableValues values of these items that could not be read
 * @param sampledOut written items whose values were not classified, to save time
 * @param cutValues values that were only partly classified, because the work per item is bounded
 */
public record TableChanges(
    long inserts,
    long modifies,
    long removes,
    long expired,
    long unreadableValues,
    long sampledOut,
    long cutValues)
    implements Serializable {

  /** No changes. */
  static final TableChanges NONE = new TableChanges(0, 0, 0, 0, 0, 0, 0);

  static TableChanges of(ItemChange change) {
    int expired = change.header().byTimeToLive() ? 1 : 0;
    boolean written = change.images() == Images.NEW || change.images() == Images.BOTH;
    ChangeKind kind = change.header().kind();
    return new TableChanges(
        kind == ChangeKind.INSERT ? 1 : 0,
        kind == ChangeKind.MODIFY ? 1 : 0,
        kind == ChangeKind.REMOVE ? 1 : 0,
        expired,
        change.unreadableValues(),
        written && !change.classified() ? 1 : 0,
        change.cutValues());
  }

  /** The sum of two counts. */
  public TableChanges plus(TableChanges other) {
    return new TableChanges(
        inserts + other.inserts,
        modifies + other.modifies,
        removes + other.removes,
        expired + other.expired,
        unreadableValues + other.unreadableValues,
        sampledOut + other.sampledOut,
        cutValues + other.cutValues);
  }

  /** The number of changes. */
  public long total() {
    return inserts + modifies + removes;
  }
}

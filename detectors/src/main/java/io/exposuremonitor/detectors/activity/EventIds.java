package io.exposuremonitor.detectors.activity;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event ids of a bundle. CloudTrail's ids are UUIDs, of which only the 128 bits are kept: that
 * is less than half of the text, and nobody pays for the text of an id that no finding will name.
 * Other ids are kept as they are. Immutable.
 */
public final class EventIds extends AbstractList<String> implements RandomAccess {
  /** The number of {@code long} values that a UUID takes. */
  public static final int LONGS = 2;

  /** No ids. */
  public static final EventIds NONE = ofUuids(new long[0]);

  private final long[] bits;
  private final @Nullable String @Nullable [] others;

  /**
   * @param bits the first and the last 64 bits of each id in turn
   * @param others the ids that are not UUIDs, each at its index; null if all are
   */
  EventIds(long[] bits, @Nullable String @Nullable [] others) {
    this.bits = bits;
    this.others = others;
  }

  /** The given ids. */
  public static EventIds of(List<String> ids) {
    EventIdColumn column = new EventIdColumn();
    int[] all = new int[ids.size()];
    for (int i = 0; i < all.length; i++) {
      column.set(i, ids.get(i));
      all[i] = i;
    }
    return column.select(all);
  }

  /**
   * Ids that are UUIDs.
   *
   * @param bits the first and the last 64 bits of each id in turn; not copied
   */
  public static EventIds ofUuids(long[] bits) {
    return new EventIds(bits, null);
  }

  /** The bits that {@link #ofUuids} takes, not copied; null unless all ids are UUIDs. */
  public long @Nullable [] uuids() {
    return others == null ? bits : null;
  }

  @Override
  public int size() {
    return bits.length / LONGS;
  }

  @Override
  public String get(int index) {
    String other = others == null ? null : others[index];
    return other == null
        ? new UUID(bits[LONGS * index], bits[LONGS * index + 1]).toString()
        : other;
  }
}

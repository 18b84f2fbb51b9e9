package io.exposuremonitor.detectors.itemchange;

import org.jspecify.annotations.Nullable;

/**
 * Examines items where they are decoded, the only place that sees values, and reports what kind of
 * data they hold.
 *
 * <p>Called once per change on the decoding thread. It must neither throw nor retain a value.
 */
@FunctionalInterface
public interface ItemObserver {
  /** Examines nothing. */
  ItemObserver NONE = (header, key, images) -> null;

  /**
   * The kinds of data that an item holds.
   *
   * @param header what changed, when and where
   * @param key keyed hash of the item's primary key, on which a repeatable sample can be based
   * @param images the item's values
   * @return the same for the same values. Null when the item was not examined: then nothing is
   *     known, whereas a result without classes says that there are none
   */
  @Nullable ItemLook observe(ChangeHeader header, long key, ItemImages images);
}

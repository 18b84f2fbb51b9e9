package io.exposuremonitor.detectors.itemchange;

import org.jspecify.annotations.Nullable;

/**
 * Examines items while they are decoded, the only place where values are available, and reports the
 * kinds of data that they hold.
 *
 * <p>Called once per change on the decoding thread. It must neither throw nor retain a value.
 */
@FunctionalInterface
public interface ItemObserver {
  /** Examines nothing. */
  ItemObserver NONE = (header, key, images) -> null;

  /**
   * Examines an item.
   *
   * @param header the change's metadata
   * @param key keyed hash of the item's primary key, on which a repeatable sample can be based
   * @param images the item's values
   * @return the kinds of data, the same for the same values; null if the item was not examined and
   *     nothing is known about it
   */
  @Nullable ItemLook observe(ChangeHeader header, long key, ItemImages images);
}

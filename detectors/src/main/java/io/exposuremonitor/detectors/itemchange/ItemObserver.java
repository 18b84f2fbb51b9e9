package io.exposuremonitor.detectors.itemchange;

import org.jspecify.annotations.Nullable;

/**
 * Looks at items where they are decoded, the only place that sees values, and passes on what sort
 * of data they hold.
 *
 * <p>Called once per change on the decoding thread. It must not throw, nor keep a value.
 */
@FunctionalInterface
public interface ItemObserver {
  /** Looks at nothing. */
  ItemObserver NONE = (header, key, images) -> null;

  /**
   * What sort of data an item holds.
   *
   * @param header what changed, when and where
   * @param key keyed hash of the item's primary key: what a sample that repeats can rest on
   * @param images the item's values
   * @return the same for the same values. Null when it did not look: then nothing is known, where a
   *     look without classes says that there is nothing
   */
  @Nullable ItemLook observe(ChangeHeader header, long key, ItemImages images);
}

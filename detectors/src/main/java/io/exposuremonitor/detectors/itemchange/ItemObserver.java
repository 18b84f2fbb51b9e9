package io.exposuremonitor.detectors.itemchange;

import java.util.List;

/**
 * Looks at items where they are decoded, the only place that sees values, and passes on what sort
 * of data they hold.
 *
 * <p>Called once per change on the decoding thread. It must not throw, nor keep a value.
 */
@FunctionalInterface
public interface ItemObserver {
  /** Looks at nothing. */
  ItemObserver NONE = (header, images) -> List.of();

  /**
   * What sort of data an item holds.
   *
   * @param header what changed, when and where
   * @param images the item's values
   * @return in any order, the same for the same values; names of attributes and classes only
   */
  List<AttributeClass> observe(ChangeHeader header, ItemImages images);
}

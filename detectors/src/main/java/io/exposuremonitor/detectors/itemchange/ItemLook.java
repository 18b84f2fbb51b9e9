package io.exposuremonitor.detectors.itemchange;

import java.util.List;

/**
 * What an {@link ItemObserver} saw in an item.
 *
 * @param classes in any order; names of attributes and classes only
 * @param cutValues how many of the item's values it did not look at, or not to their end, because a
 *     look at one item may not cost more
 */
public record ItemLook(List<AttributeClass> classes, int cutValues) {}

package io.exposuremonitor.detectors.itemchange;

import java.util.List;

/**
 * The result of an {@link ItemObserver}.
 *
 * @param classes in any order; names of attributes and classes only
 * @param cutValues number of the item's values that were not examined, or not completely, because
 *     the work on one item is bounded
 */
public record ItemLook(List<AttributeClass> classes, int cutValues) {}

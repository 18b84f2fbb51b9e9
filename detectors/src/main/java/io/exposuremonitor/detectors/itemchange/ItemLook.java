package io.exposuremonitor.detectors.itemchange;

import java.util.List;

/**
 * The result of an {@link ItemObserver}.
 *
 * @param classes names of attributes and classes, in any order
 * @param cutValues number of values that were not examined, or not completely, because the work for
 *     one item is bounded
 */
public record ItemLook(List<AttributeClass> classes, int cutValues) {}

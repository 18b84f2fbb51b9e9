/**
 * Severity by content: {@link io.exposuremonitor.detectors.weighing.Weigher} adjusts findings to
 * the sensitivity of their table, by policy label and by the classes of data found in its items.
 */
@NullMarked
package io.exposuremonitor.detectors.weighing;

import org.jspecify.annotations.NullMarked;

/**
 * Metrics of tables, findings and incidents as data: aggregates samples into a bounded number of
 * series. Pure: the caller stores the state and supplies the clock.
 */
@NullMarked
package io.exposuremonitor.detectors.measure;

import org.jspecify.annotations.NullMarked;

/**
 * Metrics of tables, findings and incidents as data: samples in, bounded series out. Pure; the
 * caller stores the state and provides the time.
 */
@NullMarked
package io.exposuremonitor.detectors.measure;

import org.jspecify.annotations.NullMarked;

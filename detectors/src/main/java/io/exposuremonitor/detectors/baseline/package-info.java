/**
 * Memory shared by detectors: compact distinct counts, counts in sliding windows of event time, and
 * the history of earlier days. Independent of detectors and activities.
 */
@NullMarked
package io.exposuremonitor.detectors.baseline;

import org.jspecify.annotations.NullMarked;

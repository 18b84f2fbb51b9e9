/**
 * Detects the classes of sensitive data that tables hold. An {@link
 * io.exposuremonitor.detectors.sensitivity.ItemClassifier} examines items while they are decoded
 * and identifies the classes of data in their attributes; a {@link
 * io.exposuremonitor.detectors.sensitivity.SensitivityDetector} maintains each table's profile and
 * reports classes that are new to it, and credentials written into items.
 */
@NullMarked
package io.exposuremonitor.detectors.sensitivity;

import org.jspecify.annotations.NullMarked;

/**
 * What kinds of data tables hold. An {@link
 * io.exposuremonitor.detectors.sensitivity.ItemClassifier} examines items where they are decoded
 * and names the classes of data in their attributes; a {@link
 * io.exposuremonitor.detectors.sensitivity.SensitivityDetector} keeps each table's profile and
 * reports classes that are new to it, and credentials written into items.
 */
@NullMarked
package io.exposuremonitor.detectors.sensitivity;

import org.jspecify.annotations.NullMarked;

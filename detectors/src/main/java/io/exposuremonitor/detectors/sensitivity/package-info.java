/**
 * What sort of data tables hold. An {@link io.exposuremonitor.detectors.sensitivity.ItemClassifier}
 * looks at items where they are decoded and names the classes of data in their attributes; a {@link
 * io.exposuremonitor.detectors.sensitivity.SensitivityDetector} keeps each table's profile and
 * tells of classes that are new to it, and of credentials written into items.
 */
@NullMarked
package io.exposuremonitor.detectors.sensitivity;

import org.jspecify.annotations.NullMarked;

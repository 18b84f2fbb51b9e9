/** Detects bursts of refused calls, and items that are read back through writes. */
@NullMarked
package io.exposuremonitor.detectors.access;

import org.jspecify.annotations.NullMarked;

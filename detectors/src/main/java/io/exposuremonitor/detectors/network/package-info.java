/** Detects actors whose calls come from unusual places, compared with earlier ones. */
@NullMarked
package io.exposuremonitor.detectors.network;

import org.jspecify.annotations.NullMarked;

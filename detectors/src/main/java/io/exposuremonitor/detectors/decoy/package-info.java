/** Detects access to decoy tables and items, which no actor has a reason to touch. */
@NullMarked
package io.exposuremonitor.detectors.decoy;

import org.jspecify.annotations.NullMarked;
